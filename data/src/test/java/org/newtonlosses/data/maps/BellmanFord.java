package org.newtonlosses.data.maps;

import java.util.Arrays;

/**
 * Bellman and Ford's algorithm over the moves of a problem, written out anew: distances, the
 * canonical path and the number of shortest paths, for tests.
 */
final class BellmanFord {
  private static final double EQUAL = 1e-9;

  private final GridProblem problem;
  private final int width;
  private final double[] distance;

  BellmanFord(GridProblem problem) {
    this.problem = problem;
    this.width = problem.width();
    int size = problem.costs().length;
    distance = new double[size];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    if (!blocked(problem.start())) {
      distance[problem.start()] =
          problem.moves().stepCost() == GridMoves.StepCost.CELL
              ? problem.costs()[problem.start()]
              : 0;
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int to = 0; to < size; to++) {
        for (int from = 0; from < size; from++) {
          double found = distance[from] + step(from, to);
          // More than rounding: else ways of equal cost could change places for ever.
          if (found < distance[to] && !(distance[to] - found < 1e-12)) {
            distance[to] = found;
            changed = true;
          }
        }
      }
    }
  }

  /** Returns the cost of a step; ∞ if it is not allowed. */
  private double step(int from, int to) {
    int down = Math.abs(to / width - from / width);
    int right = Math.abs(to % width - from % width);
    boolean near = from != to && down <= 1 && right <= 1;
    if (!near || blocked(from) || blocked(to)) {
      return Double.POSITIVE_INFINITY;
    }
    GridMoves moves = problem.moves();
    if (down + right == 1) {
      return problem.costs()[to];
    }
    boolean passes =
        !blocked(from / width * width + to % width) && !blocked(to / width * width + from % width);
    if (moves.neighbours() == 4 || (!moves.cutsCorners() && !passes)) {
      return Double.POSITIVE_INFINITY;
    }
    return problem.costs()[to]
        * (moves.stepCost() == GridMoves.StepCost.ENTERING ? Math.sqrt(2) : 1);
  }

  private boolean blocked(int cell) {
    return problem.blocked().length > 0 && problem.blocked()[cell] == 1;
  }

  /** Returns the least cost; ∞ if there is no path. */
  double cost() {
    return distance[problem.goal()];
  }

  /** Returns the number of shortest paths to the goal. */
  long paths() {
    return paths(problem.goal());
  }

  private long paths(int cell) {
    long paths = cell == problem.start() ? 1 : 0;
    for (int from = 0; cell != problem.start() && from < distance.length; from++) {
      if (leads(from, cell)) {
        paths += paths(from);
      }
    }
    return paths;
  }

  /** Returns the path of the rule for ties, as ones and zeros. */
  byte[] path() {
    byte[] path = new byte[distance.length];
    int cell = problem.goal();
    path[cell] = 1;
    while (cell != problem.start()) {
      int from = 0;
      while (!leads(from, cell)) {
        from++;
      }
      cell = from;
      path[cell] = 1;
    }
    return path;
  }

  private boolean leads(int from, int to) {
    return Math.abs(distance[from] + step(from, to) - distance[to]) < EQUAL;
  }
}
