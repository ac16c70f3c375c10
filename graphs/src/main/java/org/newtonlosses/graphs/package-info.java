/** TODO. */
package org.newtonlosses.graphs;
