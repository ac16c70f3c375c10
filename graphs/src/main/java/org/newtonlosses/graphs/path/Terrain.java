package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * A problem as its solver keeps it, with the grids innermost. Sizes are known when it runs.
 *
 * @param moves how one moves
 * @param gains minus the costs, −∞ where blocked, [1, h, w, B]
 * @param blocked [1, h, w, B], if cells are
 * @param start row and column, [B, 2]
 * @param goal row and column, [B, 2]
 */
record Terrain<T extends TNumber>(
    Moves moves,
    Operand<T> gains,
    Optional<Operand<TBool>> blocked,
    Operand<TInt64> start,
    Operand<TInt64> goal) {

  /**
   * Lays out a problem.
   *
   * @param tf builds the nodes
   */
  static <T extends TNumber> Terrain<T> of(Ops tf, Moves moves, SolverInputs<T> problem) {
    Operand<T> costs = problem.costs();
    Operand<TInt32> innermost = tf.array(1, 2, 0);
    Operand<T> gains =
        tf.expandDims(tf.math.neg(tf.linalg.transpose(costs, innermost)), tf.constant(0));
    Optional<Operand<TBool>> walls =
        problem
            .blocked()
            .map(b -> tf.expandDims(tf.linalg.transpose(b, innermost), tf.constant(0)));
    return new Terrain<>(
        moves,
        walls
            .<Operand<T>>map(
                b -> tf.select(b, tf.constant(costs.type(), Double.NEGATIVE_INFINITY), gains))
            .orElse(gains),
        walls,
        tf.dtypes.cast(problem.start(), TInt64.class),
        tf.dtypes.cast(problem.goal(), TInt64.class));
  }

  /** h, w or B, of the axes 1, 2 and 3; scalar. */
  Operand<TInt64> size(Ops tf, int axis) {
    return tf.gather(tf.shape(gains, TInt64.class), tf.constant(axis), tf.constant(0));
  }

  /** Where cells lie in a flat [h, w, B] with a border of some cells, each in its own grid, [B]. */
  Operand<TInt64> places(Ops tf, Operand<TInt64> cells, long border) {
    Operand<TInt64> inside = tf.math.add(cells, tf.constant(border));
    Operand<TInt64> width = tf.math.add(size(tf, 2), tf.constant(2 * border));
    Operand<TInt64> row = tf.gather(inside, tf.constant(0), tf.constant(1));
    Operand<TInt64> column = tf.gather(inside, tf.constant(1), tf.constant(1));
    Operand<TInt64> grids = size(tf, 3);
    return tf.math.add(
        tf.math.mul(tf.math.add(tf.math.mul(row, width), column), grids),
        tf.range(tf.constant(0L), grids, tf.constant(1L)));
  }

  /** Whether a cell is the start, [1, h, w, B]. */
  Operand<TBool> isStart(Ops tf) {
    Operand<TInt64> all = tf.range(tf.constant(0L), tf.size(gains, TInt64.class), tf.constant(1L));
    Operand<TInt64> cells = tf.reshape(all, tf.shape(gains, TInt64.class));
    return tf.math.equal(cells, places(tf, start, 0));
  }
}
