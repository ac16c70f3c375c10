/** Files and folders that appear whole or not at all, and survive a power cut once they appear. */
package org.newtonlosses.files;
