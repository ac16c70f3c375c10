package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * How well scores rank: the argsort of the scores against that of the true values, summed over the
 * batch so that batches can be added up. An example with a NaN among its scores is wrong.
 *
 * <pre>{@code
 * Operand<TFloat64> scores = tf.constant(new double[][] {{2, 0.5, 1}, {1, 2, 3}});
 * Operand<TInt32> values = tf.constant(new int[][] {{30, 20, 10}, {4, 5, 6}});
 * RankingMetrics metrics = RankingMetrics.of(tf, scores, values);
 * metrics.exactMatch(); // → 1
 * metrics.elementWise(); // → 1.3333
 * }</pre>
 *
 * @param exactMatch EM, the number of examples whose whole ranking is right; scalar
 * @param elementWise EW, the sum of the shares of ranks that hold the right item; scalar
 * @param exactMatch5 EM5, the number of examples whose first min(5, n) items alone are ranked
 *     right; scalar
 */
public record RankingMetrics(
    Operand<TFloat32> exactMatch, Operand<TFloat32> elementWise, Operand<TFloat32> exactMatch5) {

  /**
   * The metrics of a batch. Ties are ranked by index, in scores as in values.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n] with n ≥ 2 known when the graph is built
   * @param values the true values, [B, n], of any numeric type
   * @return the sums; s = (1, 3, 2), v = (10, 30, 40) gives EM = 0, EW = ⅓, EM5 = 0
   * @throws IllegalArgumentException if a shape is another
   */
  public static <T extends TNumber, V extends TNumber> RankingMetrics of(
      Ops tf, Operand<T> scores, Operand<V> values) {
    int n = Scores.items(scores);
    if (Scores.items("values", values.shape()) != n) {
      throw new IllegalArgumentException(
          "values must have the shape of the scores, "
              + scores.shape()
              + ", found "
              + values.shape());
    }
    Operand<TBool> right = right(tf, scores, values);
    Operand<TFloat32> exact = exact(tf, right);
    Operand<TFloat32> shares = tf.math.mean(tf.dtypes.cast(right, TFloat32.class), tf.constant(1));
    Operand<TFloat32> exact5 =
        n <= 5 ? exact : exact(tf, right(tf, first5(tf, scores), first5(tf, values)));
    Operand<TInt32> batch = tf.constant(0);
    return new RankingMetrics(tf.sum(exact, batch), tf.sum(shares, batch), tf.sum(exact5, batch));
  }

  /** Whether an item has its true rank, [B, n]: as often as a rank has its true item. */
  private static <T extends TNumber, V extends TNumber> Operand<TBool> right(
      Ops tf, Operand<T> scores, Operand<V> values) {
    Operand<TBool> same = tf.math.equal(Ranks.of(tf, scores), Ranks.of(tf, values));
    Operand<TBool> numbers = tf.math.equal(scores, scores);
    return tf.math.logicalAnd(
        same, tf.expandDims(tf.reduceAll(numbers, tf.constant(1)), tf.constant(1)));
  }

  private static Operand<TFloat32> exact(Ops tf, Operand<TBool> right) {
    return tf.dtypes.cast(tf.reduceAll(right, tf.constant(1)), TFloat32.class);
  }

  private static <T extends TNumber> Operand<T> first5(Ops tf, Operand<T> values) {
    return tf.slice(values, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 5}));
  }
}
