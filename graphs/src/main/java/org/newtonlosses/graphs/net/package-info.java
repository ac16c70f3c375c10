/** Networks. */
package org.newtonlosses.graphs.net;
