package org.newtonlosses.graphs.path;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.newtonlosses.graphs.op.MaxPool;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * The distances of all cells of all grids from the first cell, by value iteration: each round
 * allows paths of one more cell, until a round changes nothing.
 *
 * <p>Distances are kept negative, [1, h, w, B]: then a round is a pooling, for which TensorFlow has
 * fast kernels, and an addition, and the first cell, which costs nothing to stay in, holds the
 * shorter paths.
 */
final class Distances {

  /** The maximum over each cell and its neighbours. */
  private static final MaxPool AROUND = new MaxPool(3, 3, 1, 1, "SAME");

  /** Rounds for one look at whether anything changed: a look costs as much as half a round. */
  private static final int ROUNDS = 4;

  /** The least distance of the first cell: its rounding unit is a normal number of float32. */
  static final double LEAST = 1e-30;

  private Distances() {}

  /**
   * Minus the distances, both ends counted; each is below that of a neighbour, the first cell's
   * excepted.
   *
   * @param tf builds the nodes of a graph
   * @param costs [B, h, w], not negative and with finite sums
   * @return [h, w, B]
   */
  static <T extends TNumber> Operand<T> negative(Ops tf, Operand<T> costs, Grid grid) {
    Class<T> type = costs.type();
    Operand<T> gains =
        tf.expandDims(tf.math.neg(tf.linalg.transpose(costs, tf.array(1, 2, 0))), tf.constant(0));
    Operand<T> firstStays = mask(tf, type, grid, 0);
    Operand<T> start = tf.math.minimum(gains, mask(tf, type, grid, -LEAST));
    Operand<T> stays = tf.math.maximum(gains, firstStays);
    // The last cell is reached one round earlier at best; one more may already change nothing.
    Operand<T> reached = rounds(tf, start, stays, Math.max(grid.height(), grid.width()));
    Operand<T> settled = settle(tf, grid, reached, stays, tf.constant(true));

    // A cost too small to change a distance would leave no way to tell which cell was before. In
    // this rare case all is done again with costs of at least a rounding unit of the distance.
    Operand<TBool> absorbed = absorbed(tf, settled, grid);
    Operand<T> unit = tf.math.mul(settled, tf.constant(type, roundingUnit(type)));
    Operand<T> visible = tf.math.maximum(tf.math.minimum(gains, unit), firstStays);
    Operand<T> result = settle(tf, grid, tf.select(absorbed, start, settled), visible, absorbed);
    return tf.squeeze(result, Squeeze.axis(List.of(0L)));
  }

  /** The greatest finite number of the type. */
  static double largest(Class<? extends TNumber> type) {
    return type == TFloat64.class ? Double.MAX_VALUE : Float.MAX_VALUE;
  }

  static double roundingUnit(Class<? extends TNumber> type) {
    return type == TFloat64.class ? 0x1p-52 : 0x1p-23;
  }

  /** The number for the first cell, and the lowest for all others, [1, h, w, 1]. */
  private static <T extends TNumber> Operand<T> mask(
      Ops tf, Class<T> type, Grid grid, double first) {
    double[] values = new double[grid.cells()];
    Arrays.fill(values, -largest(type));
    values[0] = first;
    return tf.reshape(
        tf.dtypes.cast(tf.constant(values), type), tf.array(1, grid.height(), grid.width(), 1));
  }

  private static <T extends TNumber> Operand<T> settle(
      Ops tf, Grid grid, Operand<T> start, Operand<T> gains, Operand<TBool> needed) {
    List<Operand<?>> settled =
        Loops.repeat(
            tf,
            List.of(start, gains, needed),
            (ops, in) -> Loops.typed(in.get(2)),
            (ops, in) -> {
              Operand<T> gain = Loops.typed(in.get(1));
              Round<T> round = Round.of(ops, Moves.PLAIN, gain, Optional.empty());
              Operand<T> before = Loops.typed(in.get(0));
              for (int i = 1; i < ROUNDS; i++) {
                before = round.call(ops, before);
              }
              Operand<T> now = round.call(ops, before);
              Operand<T> last =
                  ops.slice(
                      now,
                      ops.array(0, grid.height() - 1, grid.width() - 1, 0),
                      ops.array(1, 1, 1, -1));
              Operand<TBool> changed = ops.math.greater(now, ops.math.maximum(before, last));
              return List.of(now, gain, ops.reduceAny(changed, ops.array(0, 1, 2, 3)));
            });
    return Loops.typed(settled.get(0));
  }

  private static <T extends TNumber> Operand<T> rounds(
      Ops tf, Operand<T> now, Operand<T> gains, int count) {
    Operand<T> result = now;
    for (int i = 0; i < count; i++) {
      result = tf.math.add(AROUND.call(tf, result), gains);
    }
    return result;
  }

  /** Whether a cell other than the first is as near as its nearest neighbour; scalar. */
  private static <T extends TNumber> Operand<TBool> absorbed(
      Ops tf, Operand<T> settled, Grid grid) {
    Operand<TBool> below =
        tf.reshape(tf.math.less(settled, AROUND.call(tf, settled)), tf.array(grid.cells(), -1));
    Operand<TBool> others = tf.slice(below, tf.array(1, 0), tf.array(-1, -1));
    return tf.math.logicalNot(tf.reduceAll(others, tf.array(0, 1)));
  }
}
