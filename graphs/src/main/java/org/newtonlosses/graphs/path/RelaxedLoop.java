package org.newtonlosses.graphs.path;

import org.newtonlosses.graphs.parameter.Ranges;

/** How the loop that traces a relaxed path back from the goal ends. */
public sealed interface RelaxedLoop {

  /** After as many steps as the distances have iterations. */
  record For() implements RelaxedLoop {}

  /**
   * While the start has not been visited, relaxed: with a probability at each step.
   *
   * @param maxIterations the most steps, at least 1, and at least max(h, w) of the grid
   */
  record While(int maxIterations) implements RelaxedLoop {

    /** Checks the steps; throws {@link IllegalArgumentException} if they are fewer than 1. */
    public While {
      Ranges.requireAtLeast("max iterations", 1, maxIterations);
    }
  }
}
