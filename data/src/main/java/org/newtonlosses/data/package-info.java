/** TODO. */
package org.newtonlosses.data;
