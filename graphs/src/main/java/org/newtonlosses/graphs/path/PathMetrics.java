package org.newtonlosses.graphs.path;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Min;
import org.tensorflow.op.core.ReduceProd;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * How well predicted costs lead, summed over the batch so that batches can be added up: the exact
 * path on the predicted costs against the true one.
 *
 * <pre>{@code
 * Operand<TFloat32> costs = tf.constant(new float[][][] {{{1, 2}, {2, 1}}});
 * Operand<TFloat32> detour = tf.constant(new float[][][] {{{1, 1}, {0, 1}}});
 * Operand<TFloat32> target = tf.constant(new float[][][] {{{1, 0}, {0, 1}}});
 * PathMetrics metrics = PathMetrics.of(tf, costs, detour, target, costs);
 * metrics.perfectMatch(); // → 0
 * metrics.costRatio(); // → 2
 * }</pre>
 *
 * @param perfectMatch the number of examples whose path is the true one in every cell; scalar
 * @param costMatch the number of examples whose path costs, in true costs, as much as the optimum;
 *     scalar
 * @param costRatio the sum over examples of true cost of the path found / optimum, at least 1;
 *     scalar
 * @param costCorrelation the sum over examples of the correlation, over cells, of predicted and
 *     true costs; 0 where one of them is constant; scalar
 */
public record PathMetrics(
    Operand<TFloat32> perfectMatch,
    Operand<TFloat32> costMatch,
    Operand<TFloat32> costRatio,
    Operand<TFloat32> costCorrelation) {

  /** How much more than the optimum, relative to it, still counts as equal: rounding of costs. */
  private static final double TOLERANCE = 1e-6;

  /**
   * The metrics of a batch. Sums are float64, so that costs of a few digits add up exactly.
   *
   * @param tf builds the nodes
   * @param predicted the predicted costs, [B, h, w] whose h and w need not be known
   * @param path the exact path on the predicted costs, [B, h, w]
   * @param target the true path, [B, h, w], of zeros and ones
   * @param costs the true costs, [B, h, w], positive
   * @return the sums; for one grid with the costs (1, 2), (2, 1), the path (1, 1), (0, 1) instead
   *     of (1, 0), (0, 1) and predictions that are the costs: 0 matches, cost ratio 4/2,
   *     correlation 1
   * @throws IllegalArgumentException if a type or shape is another
   */
  public static <T extends TNumber> PathMetrics of(
      Ops tf, Operand<T> predicted, Operand<T> path, Operand<T> target, Operand<T> costs) {

    return of(tf, predicted, Route.ofCells(path), Route.ofCells(target), costs, Optional.empty());
  }

  /**
   * The metrics of a batch of any problem. A path costs Σ length · cost; where both the path found
   * and the true one cost the same, nothing too, the cost ratio is 1: so it is where no path leads
   * to the goal, and both are empty.
   *
   * @param tf builds the nodes
   * @param predicted the predicted costs, [B, h, w]; h and w need not be known
   * @param found the exact path on the predicted costs, [B, m] or [B, h, w]
   * @param target the true path, [B, m] or [B, h, w]
   * @param costs the true costs, [B, h, w], positive but where blocked
   * @param blocked cells that no path enters, whose costs take no part in the correlation, [B, h,
   *     w]; absent: none
   */
  public static <T extends TNumber> PathMetrics of(
      Ops tf,
      Operand<T> predicted,
      Route<T> found,
      Route<T> target,
      Operand<T> costs,
      Optional<Operand<TBool>> blocked) {
    SolverInputs.requireCosts(predicted);
    Operand<TInt32> table = table(tf, predicted);
    Optional<Operand<TBool>> walls = blocked.map(b -> tf.reshape(b, table));
    Operand<TFloat64> trueCosts = free(tf, flat(tf, costs, table), walls);
    Operand<TFloat64> predictedCosts = free(tf, flat(tf, predicted, table), walls);
    Operand<TInt32> perCell = tf.constant(1);

    Operand<TBool> perfect =
        tf.reduceAll(
            tf.math.equal(flat(tf, found.path(), table), flat(tf, target.path(), table)), perCell);
    Operand<TFloat64> cost =
        tf.sum(tf.math.mul(flat(tf, found.lengths(), table), trueCosts), perCell);
    Operand<TFloat64> least =
        tf.sum(tf.math.mul(flat(tf, target.lengths(), table), trueCosts), perCell);
    Operand<TFloat64> ratio =
        tf.select(tf.math.equal(cost, least), tf.constant(1.0), tf.math.div(cost, least));
    Operand<TBool> optimal = tf.math.lessEqual(ratio, tf.constant(1 + TOLERANCE));
    return new PathMetrics(
        total(tf, tf.dtypes.cast(perfect, TFloat64.class)),
        total(tf, tf.dtypes.cast(optimal, TFloat64.class)),
        total(tf, ratio),
        total(tf, correlation(tf, predictedCosts, trueCosts, walls)));
  }

  /** Pearson's correlation of each example over its free cells, [B]. */
  private static Operand<TFloat64> correlation(
      Ops tf, Operand<TFloat64> x, Operand<TFloat64> y, Optional<Operand<TBool>> walls) {
    Operand<TInt32> cells = tf.constant(1);
    Operand<TFloat64> dx = deviations(tf, x, walls);
    Operand<TFloat64> dy = deviations(tf, y, walls);
    return tf.math.divNoNan(
        tf.sum(tf.math.mul(dx, dy), cells),
        tf.math.mul(
            tf.math.sqrt(tf.sum(tf.math.square(dx), cells)),
            tf.math.sqrt(tf.sum(tf.math.square(dy), cells))));
  }

  /**
   * x less its mean over the free cells, 0 in the others: exactly 0 if x is constant, for the least
   * x comes off first.
   */
  private static Operand<TFloat64> deviations(
      Ops tf, Operand<TFloat64> x, Optional<Operand<TBool>> walls) {
    Operand<TInt32> cells = tf.constant(1);
    if (walls.isEmpty()) {
      Operand<TFloat64> above = tf.math.sub(x, tf.expandDims(tf.min(x, cells), cells));
      return tf.math.sub(above, tf.expandDims(tf.math.mean(above, cells), cells));
    }
    Operand<TFloat64> open = tf.select(walls.get(), tf.constant(0.0), tf.constant(1.0));
    Operand<TFloat64> least =
        tf.min(tf.select(walls.get(), tf.constant(Double.MAX_VALUE), x), cells, Min.keepDims(true));
    Operand<TFloat64> above = tf.math.mul(open, tf.math.sub(x, least));
    Operand<TFloat64> mean =
        tf.math.divNoNan(
            tf.sum(above, cells, Sum.keepDims(true)), tf.sum(open, cells, Sum.keepDims(true)));
    return tf.math.mul(open, tf.math.sub(above, mean));
  }

  /** The costs, 0 where blocked. */
  private static Operand<TFloat64> free(
      Ops tf, Operand<TFloat64> costs, Optional<Operand<TBool>> walls) {
    return walls.<Operand<TFloat64>>map(b -> tf.select(b, tf.constant(0.0), costs)).orElse(costs);
  }

  /** The shape [B, m] of grids. */
  private static Operand<TInt32> table(Ops tf, Operand<? extends TNumber> grids) {
    Operand<TInt32> shape = tf.shape(grids);
    Operand<TInt32> sides = tf.slice(shape, tf.array(1), tf.array(2));
    return tf.concat(
        List.of(
            tf.slice(shape, tf.array(0), tf.array(1)),
            tf.reduceProd(sides, tf.array(0), ReduceProd.keepDims(true))),
        tf.constant(0));
  }

  private static <T extends TNumber> Operand<TFloat64> flat(
      Ops tf, Operand<T> values, Operand<TInt32> table) {
    return tf.reshape(tf.dtypes.cast(values, TFloat64.class), table);
  }

  private static Operand<TFloat32> total(Ops tf, Operand<TFloat64> examples) {
    return tf.dtypes.cast(tf.sum(examples, tf.constant(0)), TFloat32.class);
  }
}
