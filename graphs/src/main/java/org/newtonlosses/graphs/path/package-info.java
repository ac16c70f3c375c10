/** Shortest paths on grids: the exact solver, its relaxations, and the losses on paths. */
package org.newtonlosses.graphs.path;
