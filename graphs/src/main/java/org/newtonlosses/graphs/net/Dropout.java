package org.newtonlosses.graphs.net;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Makes each number 0 with a probability p, and divides the others by 1 − p.
 *
 * @param probability p, 0 ≤ p &lt; 1
 * @param seed of a stateless generator, [2]
 */
record Dropout(double probability, Operand<TInt64> seed) {

  /** Changes nothing. */
  static final Dropout NONE = new Dropout(0, null);

  /**
   * Drops.
   *
   * @param tf builds the nodes
   * @param x of any shape
   * @param place another number gives other random numbers
   */
  Operand<TFloat32> call(Ops tf, Operand<TFloat32> x, int place) {
    if (probability == 0) {
      return x;
    }
    Operand<TInt64> own = tf.math.add(seed, tf.array((long) place << 32, 0L));
    Operand<TFloat32> uniform = tf.random.statelessRandomUniform(tf.shape(x), own, TFloat32.class);
    Operand<TFloat32> kept =
        tf.dtypes.cast(
            tf.math.greaterEqual(uniform, tf.constant((float) probability)), TFloat32.class);
    return tf.math.mul(x, tf.math.mul(kept, tf.constant((float) (1 / (1 - probability)))));
  }
}
