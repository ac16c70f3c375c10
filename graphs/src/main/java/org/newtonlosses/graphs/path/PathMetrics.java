package org.newtonlosses.graphs.path;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
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
   * @param predicted the predicted costs, [B, h, w] with h and w known when the graph is built
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
    Grid grid = Grid.of(predicted);
    Operand<TFloat64> found = flat(tf, path, grid);
    Operand<TFloat64> right = flat(tf, target, grid);
    Operand<TFloat64> trueCosts = flat(tf, costs, grid);
    Operand<TInt32> perCell = tf.constant(1);

    Operand<TBool> perfect = tf.reduceAll(tf.math.equal(found, right), perCell);
    Operand<TFloat64> ratio =
        tf.math.div(
            tf.sum(tf.math.mul(found, trueCosts), perCell),
            tf.sum(tf.math.mul(right, trueCosts), perCell));
    Operand<TBool> optimal = tf.math.lessEqual(ratio, tf.constant(1 + TOLERANCE));
    return new PathMetrics(
        total(tf, tf.dtypes.cast(perfect, TFloat64.class)),
        total(tf, tf.dtypes.cast(optimal, TFloat64.class)),
        total(tf, ratio),
        total(tf, correlation(tf, flat(tf, predicted, grid), trueCosts)));
  }

  public static <T extends TNumber> PathMetrics of(
      Ops tf,
      Operand<T> predicted,
      Route<T> found,
      Route<T> target,
      Operand<T> costs,
      java.util.Optional<Operand<TBool>> blocked) {
    return of(tf, predicted, found.path(), target.path(), costs);
  }

  /** Pearson's correlation of each example, [B]. */
  private static Operand<TFloat64> correlation(Ops tf, Operand<TFloat64> x, Operand<TFloat64> y) {
    Operand<TInt32> cells = tf.constant(1);
    Operand<TFloat64> dx = deviations(tf, x);
    Operand<TFloat64> dy = deviations(tf, y);
    return tf.math.divNoNan(
        tf.sum(tf.math.mul(dx, dy), cells),
        tf.math.mul(
            tf.math.sqrt(tf.sum(tf.math.square(dx), cells)),
            tf.math.sqrt(tf.sum(tf.math.square(dy), cells))));
  }

  /**
   * x less its mean over the cells: exactly 0 if x is constant, for the least x comes off first.
   */
  private static Operand<TFloat64> deviations(Ops tf, Operand<TFloat64> x) {
    Operand<TInt32> cells = tf.constant(1);
    Operand<TFloat64> above = tf.math.sub(x, tf.expandDims(tf.min(x, cells), cells));
    return tf.math.sub(above, tf.expandDims(tf.math.mean(above, cells), cells));
  }

  private static <T extends TNumber> Operand<TFloat64> flat(Ops tf, Operand<T> values, Grid grid) {
    return grid.flat(tf, tf.dtypes.cast(values, TFloat64.class));
  }

  private static Operand<TFloat32> total(Ops tf, Operand<TFloat64> examples) {
    return tf.dtypes.cast(tf.sum(examples, tf.constant(0)), TFloat32.class);
  }
}
