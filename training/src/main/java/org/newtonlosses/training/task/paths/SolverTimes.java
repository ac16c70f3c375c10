package org.newtonlosses.training.task.paths;

import org.newtonlosses.training.bench.Spread;

/**
 * Seconds that it took to solve the same grids.
 *
 * @param solver the exact solver of the graphs, all grids at once, copying costs in included
 * @param dijkstra Dijkstra's algorithm, grid by grid, in one thread
 * @param parallelDijkstra the same in as many threads as the solver has
 */
record SolverTimes(Spread solver, Spread dijkstra, Spread parallelDijkstra) {}
