package org.newtonlosses.graphs.path;

import org.newtonlosses.graphs.parameter.Ranges;

/**
 * How the loop that traces a relaxed path back from the goal ends.
 *
 * <pre>{@code
 * Operand<TFloat64> costs = tf.constant(new double[][][] {{{1, 9, 1}, {1, 9, 1}, {1, 1, 5}}});
 * RelaxedLoop loop = new RelaxedLoop.While(5);
 * new RelaxedBellmanFord(2, 5, loop, new TConorm.Probabilistic()).call(tf, costs);
 * // → [[[0.4678, 0, 0.0029], [0.6068, 0, 0.1205], [0.0691, 0.6817, 0.8808]]]
 * }</pre>
 */
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
