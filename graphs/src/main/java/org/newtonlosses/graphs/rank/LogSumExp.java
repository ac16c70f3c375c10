package org.newtonlosses.graphs.rank;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.family.TNumber;

/** log Σ<sub>i</sub> e<sup>x<sub>i</sub></sup>, without overflow. */
final class LogSumExp {

  /** So small beside any score that its exponential is 0. */
  static final double NEVER = -1e30;

  private LogSumExp() {}

  /** Over the last axis: [B, R, m] → [B, R, 1]. */
  static <T extends TNumber> Operand<T> of(Ops tf, Operand<T> x) {
    Operand<T> largest = tf.stopGradient(tf.max(x, tf.constant(2), Max.keepDims(true)));
    Operand<T> sum =
        tf.sum(tf.math.exp(tf.math.sub(x, largest)), tf.constant(2), Sum.keepDims(true));
    return tf.math.add(tf.math.log(sum), largest);
  }
}
