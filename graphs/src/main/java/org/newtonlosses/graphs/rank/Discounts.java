package org.newtonlosses.graphs.rank;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** How much the places count, the first of them 1: D<sub>j</sub> = 1 / log₂(j + 2). */
final class Discounts {

  private Discounts() {}

  /** Of the first k places, [1, k]. */
  static <T extends TNumber> Operand<T> of(Ops tf, int k, Class<T> type) {
    return tf.dtypes.cast(constant(tf, values(k), Shape.of(1, k)), type);
  }

  /** Of the first k places, where k is known when the graph runs, [k]. */
  static Operand<TFloat64> of(Ops tf, Operand<TInt32> k) {
    Operand<TInt32> places = tf.range(tf.constant(0), k, tf.constant(1));
    Operand<TFloat64> numbers = tf.dtypes.cast(places, TFloat64.class);
    return tf.math.div(
        tf.constant(Math.log(2)), tf.math.log(tf.math.add(numbers, tf.constant(2.0))));
  }

  /** The sums of those of the first 0, 1, … m places, of which k count, [m + 1]. */
  static Operand<TFloat64> sums(Ops tf, int k, int m) {
    double[] sums = new double[m + 1];
    double[] values = Arrays.copyOf(values(k), m);
    for (int j = 0; j < m; j++) {
      sums[j + 1] = sums[j] + values[j];
    }
    return constant(tf, sums, Shape.of(m + 1));
  }

  private static double[] values(int k) {
    double[] values = new double[k];
    for (int j = 0; j < k; j++) {
      values[j] = Math.log(2) / Math.log(j + 2);
    }
    return values;
  }

  private static Operand<TFloat64> constant(Ops tf, double[] values, Shape shape) {
    return tf.constant(shape, DataBuffers.of(values, true, false));
  }
}
