package org.newtonlosses.graphs.sort;

import java.util.ArrayList;
import java.util.List;
import org.newtonlosses.graphs.op.Select;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/** Orders of the items of an example, [B, n], as constants for differentiation. */
final class Order {

  private Order() {}

  /**
   * The items from the largest value to the smallest, of equal ones the higher index first: the
   * ascending order that breaks ties by index, from its end.
   *
   * @param tf builds the nodes
   * @param values v, [B, n] of any numeric type with n known; NaN counts as 0
   * @return [B, n], a permutation of 0 … n − 1
   */
  static <V extends TNumber> Operand<TInt32> descending(Ops tf, Operand<V> values) {
    return top(tf, values, Math.toIntExact(values.shape().get(1)));
  }

  /**
   * The items of the k largest values, the largest first; of equal ones the higher index.
   *
   * @param tf builds the nodes
   * @param values v, [B, n] of any numeric type with n known; NaN counts as 0
   * @param k between 1 and n
   * @return [B, k]
   */
  static <V extends TNumber> Operand<TInt32> top(Ops tf, Operand<V> values, int k) {
    int n = Math.toIntExact(values.shape().get(1));
    Operand<TInt32> backwards =
        tf.nn
            .topK(
                sortable(tf, tf.reverse(values, tf.constant(new int[] {1}))),
                tf.constant(k),
                TInt32.class,
                new TopK.Options[0])
            .indices();
    return tf.stopGradient(tf.math.sub(tf.constant(n - 1), backwards));
  }

  /**
   * Where each item stands in each of some orders.
   *
   * @param tf builds the nodes
   * @param orders [B, n] each
   * @return as many, [B, n] each
   */
  static List<Operand<TInt32>> inverses(Ops tf, List<Operand<TInt32>> orders) {
    int n = Math.toIntExact(orders.get(0).shape().get(1));
    Operand<TInt32> all = orders.size() == 1 ? orders.get(0) : tf.concat(orders, tf.constant(0));
    Operand<TInt32> examples = tf.gather(tf.shape(all), tf.constant(0), tf.constant(0));
    Operand<TInt32> starts =
        tf.reshape(
            tf.range(tf.constant(0), tf.math.mul(examples, tf.constant(n)), tf.constant(n)),
            tf.array(-1, 1));
    Operand<TInt32> flat = tf.reshape(tf.math.add(all, starts), tf.array(-1));
    Operand<TInt32> places =
        tf.math.sub(tf.reshape(tf.math.invertPermutation(flat), tf.array(-1, n)), starts);
    List<Operand<TInt32>> found = new ArrayList<>();
    for (Operand<TInt32> each : tf.split(tf.constant(0), places, (long) orders.size()).output()) {
      found.add(tf.stopGradient(each));
    }
    return found;
  }

  /** The entries of each example at the places, [B, n] both. */
  static <V extends TNumber> Operand<V> gather(Ops tf, Operand<V> values, Operand<TInt32> places) {
    return tf.gather(values, places, tf.constant(1), Gather.batchDims(1L));
  }

  /** The entry of each row at the place of the row, [B, n, n] and [B, n] → [B, n]. */
  static <V extends TNumber> Operand<V> gatherRows(
      Ops tf, Operand<V> rows, Operand<TInt32> places) {
    return tf.gather(rows, places, tf.constant(2), Gather.batchDims(2L));
  }

  /** Comparisons with NaN are no order, and sorting by such may read beyond the values. */
  private static <V extends TNumber> Operand<V> sortable(Ops tf, Operand<V> values) {
    return TFloating.class.isAssignableFrom(values.type())
        ? Select.of(tf, tf.math.equal(values, values), values, tf.zerosLike(values))
        : values;
  }
}
