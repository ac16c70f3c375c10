package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The rank of each item: rank<sub>i</sub> = #{j : v<sub>j</sub> < v<sub>i</sub>} + #{j < i :
 * v<sub>j</sub> = v<sub>i</sub>}, so that ties go to the lower index first.
 */
final class Ranks {

  private Ranks() {}

  /**
   * Counts for each item the items before it. Works for every numeric type; NaN gives some numbers
   * between 0 and n − 1 that need not be a permutation.
   *
   * @param tf builds the nodes
   * @param values v, [B, n] with n known
   * @return [B, n], 0 is the smallest
   */
  static <V extends TNumber> Operand<TInt32> of(Ops tf, Operand<V> values) {
    int n = Math.toIntExact(values.shape().get(1));
    boolean[][] earlier = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        earlier[i][j] = true;
      }
    }
    Operand<V> other = tf.expandDims(values, tf.constant(1));
    Operand<V> self = tf.expandDims(values, tf.constant(2));
    Operand<TBool> before =
        tf.select(tf.constant(earlier), tf.math.lessEqual(other, self), tf.math.less(other, self));
    return tf.sum(tf.dtypes.cast(before, TInt32.class), tf.constant(2));
  }
}
