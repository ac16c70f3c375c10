package org.newtonlosses.graphs.sort;

import org.newtonlosses.graphs.op.Select;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The sum of the distances of each score from all, Σ<sub>j</sub> |s<sub>i</sub> − s<sub>j</sub>|,
 * in time O(n log n): with L<sub>i</sub> scores below s<sub>i</sub>, G<sub>i</sub> above it, and
 * sums of the smallest and the largest, it is (L<sub>i</sub> − G<sub>i</sub>) s<sub>i</sub> less
 * those below plus those above. Ties have the derivative 0.
 */
final class Distances {

  private Distances() {}

  /**
   * The distances.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n]
   * @return [B, n]
   */
  static <T extends TNumber> Operand<T> of(Ops tf, Operand<T> scores) {
    int n = Math.toIntExact(scores.shape().get(1));
    // Sums of scores that are far from 0 would round their differences.
    Operand<T> mean = tf.math.mean(scores, tf.constant(1), Mean.keepDims(true));
    Operand<T> centred = tf.math.sub(scores, tf.stopGradient(mean));
    return of(tf, centred, tf.stopGradient(centred), tf.constant(n));
  }

  /**
   * The distances of present scores from the present ones.
   *
   * @param tf builds the nodes
   * @param lists with the scores, [B, n]
   * @return [B, n]; finite where absent
   */
  static <T extends TNumber> Operand<T> of(Ops tf, Presence<T> lists) {
    Class<T> type = lists.scores().type();
    Operand<T> sum = tf.sum(lists.scores(), tf.constant(1), Sum.keepDims(true));
    Operand<T> mean = tf.math.div(sum, tf.math.maximum(lists.lengths(tf), tf.constant(type, 1)));
    Operand<T> all = tf.math.sub(lists.scores(), tf.stopGradient(mean));
    Operand<T> zeros = tf.stopGradient(tf.zerosLike(all));
    // Behind all others, where they are in no sum and no count.
    Operand<T> last = tf.math.add(zeros, tf.constant(type, Double.POSITIVE_INFINITY));
    return of(
        tf,
        Select.of(tf, lists.present(), all, zeros),
        tf.stopGradient(Select.of(tf, lists.present(), all, last)),
        lists.counts());
  }

  /**
   * The distances.
   *
   * @param centred the scores less a constant
   * @param keys the same as constants, or beyond all for what does not count, where centred is 0
   * @param count how many count
   */
  private static <T extends TNumber> Operand<T> of(
      Ops tf, Operand<T> centred, Operand<T> keys, Operand<TInt32> count) {
    Class<T> type = centred.type();
    Operand<TInt32> axis = tf.constant(new int[] {1});
    Operand<TInt32> ascending = tf.reverse(Order.descending(tf, keys), axis);
    Operand<T> sorted = Order.gather(tf, keys, ascending);
    Operand<TInt32> below = tf.lowerBound(sorted, keys);
    Operand<TInt32> notAbove = tf.upperBound(sorted, keys);
    Operand<T> sums =
        tf.pad(
            tf.math.cumsum(Order.gather(tf, centred, ascending), tf.constant(1)),
            tf.constant(new int[][] {{0, 0}, {1, 0}}),
            tf.constant(type, 0));
    Operand<T> counts = tf.dtypes.cast(tf.math.sub(tf.math.add(below, notAbove), count), type);
    Operand<T> all = tf.sum(centred, tf.constant(1), Sum.keepDims(true));
    Operand<T> both = tf.math.add(Order.gather(tf, sums, below), Order.gather(tf, sums, notAbove));
    return tf.math.add(tf.math.mul(counts, centred), tf.math.sub(all, both));
  }
}
