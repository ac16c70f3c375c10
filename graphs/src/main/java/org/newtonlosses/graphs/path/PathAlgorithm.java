package org.newtonlosses.graphs.path;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A way to learn costs from shortest paths: it makes a loss on predicted costs from true paths.
 * Each is a value that holds its parameters: {@link RelaxedBellmanFord}, those of {@link
 * SolverPaths}, or one from outside this library.
 *
 * <pre>{@code
 * Operand<TFloat64> costs = tf.constant(new double[][] {{1, 2, 2, 1}});
 * Operand<TFloat64> target = tf.constant(new double[][] {{1, 0, 0, 1}});
 * PathAlgorithm algorithm =
 *     new RelaxedBellmanFord(1, 2, new RelaxedLoop.For(), new TConorm.Probabilistic());
 * Loss<TFloat64> loss =
 *     algorithm.loss(tf, new Grid(2, 2), new PathLoss.L2(), target, NoiseSource.none());
 * loss.value(tf, costs); // → [0.017]
 * loss.expand(tf, costs).gradient(); // → [[0, -0.0134, -0.0134, 0]]
 * }</pre>
 */
public interface PathAlgorithm {

  /**
   * The loss on predicted vertex costs, [B, m] with the cells of the grid in row-major order.
   *
   * @param tf builds the nodes
   * @param grid the grid, h·w = m
   * @param problem between which cells paths are sought, and over which
   * @param loss between found and true path; an algorithm may have its own and not use it
   * @param target the true paths
   * @param noise asked for noise by an algorithm that samples, and only by such
   * @return ℓ of costs [B, m]
   * @throws IllegalArgumentException if the algorithm cannot do with the grid or the problem
   */
  <T extends TNumber> Loss<T> loss(
      Ops tf, Grid grid, PathProblem problem, PathLoss loss, Route<T> target, NoiseSource<T> noise);

  /**
   * The loss where paths run from the first cell to the last.
   *
   * @param tf builds the nodes
   * @param grid the grid, h·w = m
   * @param loss between found and true path
   * @param target the true paths, [B, m], of zeros and ones
   * @param noise asked for noise by an algorithm that samples
   * @return ℓ of costs [B, m]
   * @throws IllegalArgumentException if the algorithm cannot do with the grid
   */
  default <T extends TNumber> Loss<T> loss(
      Ops tf, Grid grid, PathLoss loss, Operand<T> target, NoiseSource<T> noise) {
    return loss(tf, grid, PathProblem.CORNERS, loss, Route.ofCells(target), noise);
  }

  /**
   * The most cells of a path that the algorithm can find; without bound unless overridden. Of an
   * algorithm that takes a step at a time, its steps.
   */
  default int reach() {
    return Integer.MAX_VALUE;
  }
}
