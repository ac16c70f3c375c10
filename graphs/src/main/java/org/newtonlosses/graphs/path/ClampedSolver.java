package org.newtonlosses.graphs.path;

import org.newtonlosses.graphs.smooth.BlackBox;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path as a black box on perturbed costs, which may be negative: what is less
 * than 10<sup>−6</sup>, in float32 10<sup>−5</sup>, is raised to it, for the solver takes positive
 * costs. In float32 smaller ones would get lost in distances of 20 and more, which doubles the
 * time.
 *
 * <pre>{@code
 * Operand<TFloat64> costs = tf.constant(new double[][] {{1, -2, 5, 1}});
 * new ClampedSolver<TFloat64>(new Grid(2, 2)).call(tf, costs); // → [[1, 0, 0, 1]]
 * }</pre>
 *
 * @param grid h·w = m
 * @param problem between which cells of each example paths are sought; the rows of the costs are
 *     those of the examples, as often as need be: row i is of example i mod B
 */
public record ClampedSolver<T extends TNumber>(Grid grid, PathProblem problem)
    implements BlackBox<T> {

  /** From the first to the last cell. */
  public ClampedSolver(Grid grid) {
    this(grid, PathProblem.CORNERS);
  }

  /** Costs [N, m] → lengths of paths [N, m], see {@link Route}. */
  @Override
  public Operand<T> call(Ops tf, Operand<T> costs) {
    Operand<T> grids = grid.grids(tf, costs);
    Operand<T> positive =
        tf.math.maximum(
            grids, tf.constant(costs.type(), costs.type() == TFloat64.class ? 1e-6 : 1e-5));
    return grid.flat(tf, ShortestPath.of(tf, positive, problem).lengths());
  }
}
