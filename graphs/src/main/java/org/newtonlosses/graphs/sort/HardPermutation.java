package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.types.family.TNumber;

/**
 * The exact permutation: H[b, r, i] = 1 iff item i has the r-th smallest value, ties broken by the
 * lower index first; a constant for differentiation.
 *
 * <p>Made from scores it is what relaxed sorting tends to; made from the true values it is the
 * target Q of the ranking losses.
 *
 * <pre>{@code
 * Operand<TInt32> values = tf.constant(new int[][] {{30, 10, 20}});
 * HardPermutation.of(tf, values, TFloat64.class); // → [[[0, 1, 0], [0, 0, 1], [1, 0, 0]]]
 * }</pre>
 */
public final class HardPermutation {

  private HardPermutation() {}

  /**
   * The permutation that sorts the values in ascending order.
   *
   * @param tf builds the nodes
   * @param values v, [B, n] of any numeric type with n ≥ 2 known when the graph is built
   * @param type the type of the result
   * @return H, [B, n, n]; v = (3, 1, 2) gives the rows (0, 1, 0), (0, 0, 1), (1, 0, 0)
   * @throws IllegalArgumentException if values has another shape
   */
  public static <V extends TNumber, T extends TNumber> Operand<T> of(
      Ops tf, Operand<V> values, Class<T> type) {
    int n = Scores.items("values", values.shape());
    return tf.stopGradient(
        tf.oneHot(
            Ranks.of(tf, values),
            tf.constant(n),
            tf.constant(type, 1),
            tf.constant(type, 0),
            OneHot.axis(1L)));
  }
}
