/** The variables of a graph: parameters and their initial values, state, saving and restoring. */
package org.newtonlosses.graphs.variable;
