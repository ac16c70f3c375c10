package org.newtonlosses.training.task.paths;

/**
 * The path that a model finds on a map.
 *
 * @param costs the predicted costs, [h, w]
 * @param route the shortest path on them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record PredictedPath(float[] costs, GridRoute route) {

  /** What the path costs by the predicted costs. */
  double cost() {
    return route.cost(costs);
  }
}
