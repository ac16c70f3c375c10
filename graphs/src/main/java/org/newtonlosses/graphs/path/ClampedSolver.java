package org.newtonlosses.graphs.path;

import java.util.List;
import org.newtonlosses.graphs.smooth.BlackBox;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * The exact shortest path as a black box on perturbed costs, which may be negative: what is less
 * than 10<sup>−6</sup>, in float32 10<sup>−5</sup>, is raised to it, for the solver takes positive
 * costs. In float32 smaller ones would get lost in distances of 20 and more, which doubles the
 * time.
 *
 * <p>A run fails if the number of rows is no multiple of the number of examples.
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
    PathProblem repeated = repeated(tf, tf.gather(tf.shape(costs), tf.constant(0), tf.constant(0)));
    return grid.flat(tf, ShortestPath.of(tf, positive, repeated).lengths());
  }

  /** The problem of as many rows, sample by sample. */
  private PathProblem repeated(Ops tf, Operand<TInt32> rows) {
    return new PathProblem(
        problem.moves(),
        problem
            .ends()
            .map(
                ends ->
                    new PathProblem.Ends(
                        repeated(tf, ends.start(), rows, 1), repeated(tf, ends.goal(), rows, 1))),
        problem.blocked().map(blocked -> repeated(tf, blocked, rows, 2)));
  }

  private static <V extends TType> Operand<V> repeated(
      Ops tf, Operand<V> examples, Operand<TInt32> rows, int further) {
    Operand<TInt32> batch = tf.gather(tf.shape(examples), tf.constant(0), tf.constant(0));
    Operand<TInt32> times = tf.math.div(rows, tf.math.maximum(batch, tf.constant(1)));
    Operand<TInt32> once = tf.fill(tf.array(further), tf.constant(1));
    return tf.tile(
        examples, tf.concat(List.of(tf.expandDims(times, tf.constant(0)), once), tf.constant(0)));
  }
}
