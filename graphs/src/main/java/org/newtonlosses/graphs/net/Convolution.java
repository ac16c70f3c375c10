package org.newtonlosses.graphs.net;

import java.util.List;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution without bias over an image padded by ⌊k/2⌋ zeros on each side, as in PyTorch's
 * residual networks.
 *
 * @param filter [k, k, c, d], k odd; initially normal with the variance 2/(k·k·d) (He et al., 2015,
 *     by fan-out)
 * @param stride in pixels
 */
record Convolution(Operand<TFloat32> filter, long stride) {

  /** Declares the filter. */
  static Convolution create(
      ParameterSource parameters, String name, long k, long c, long d, long stride) {
    double deviation = Math.sqrt(2.0 / (k * k * d));
    return new Convolution(
        parameters.trainable(
            name + "/filter", Shape.of(k, k, c, d), new InitialValue.Normal(deviation)),
        stride);
  }

  /** [N, h, w, c] → [N, ⌈h/stride⌉, ⌈w/stride⌉, d]. */
  Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
    List<Long> strides = List.of(1L, stride, stride, 1L);
    if (stride == 1) {
      return tf.nn.conv2d(x, filter, strides, "SAME");
    }
    // With a stride, SAME pads less on the left and above; and TensorFlow has no gradient for
    // EXPLICIT.
    int pad = (int) filter.shape().get(0) / 2;
    return tf.nn.conv2d(Padding.zeros(tf, x, pad), filter, strides, "VALID");
  }
}
