package org.newtonlosses.graphs.net;

import java.util.List;
import java.util.function.UnaryOperator;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution, same, a pooling and an activation. A bias, and an activation that never falls,
 * commute with a maximum: after the pooling they touch fewer elements.
 *
 * @param filter [k, k, c, d], initially from a truncated normal distribution with the variance
 *     2/(k·k·c) (He et al., 2015)
 * @param bias [d], 0 at first
 */
record PooledConvolution(Operand<TFloat32> filter, Operand<TFloat32> bias) {

  /** Declares the parameters. */
  static PooledConvolution create(ParameterSource parameters, String name, long k, long c, long d) {
    return new PooledConvolution(
        parameters.trainable(name + "/filter", Shape.of(k, k, c, d), Dense.HE),
        parameters.trainable(name + "/bias", Shape.of(d), Dense.ZERO));
  }

  /** [N, h, w, c] → what the pooling makes of [N, h, w, d]. */
  Operand<TFloat32> call(
      Ops tf,
      Operand<TFloat32> x,
      UnaryOperator<Operand<TFloat32>> pooling,
      Activation activation) {
    Operand<TFloat32> convolved = tf.nn.conv2d(x, filter, List.of(1L, 1L, 1L, 1L), "SAME");
    return activation.call(tf, tf.nn.biasAdd(pooling.apply(convolved), bias));
  }
}
