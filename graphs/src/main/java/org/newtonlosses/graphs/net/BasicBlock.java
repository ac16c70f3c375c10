package org.newtonlosses.graphs.net;

import org.newtonlosses.graphs.variable.ParameterSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The basic block of a residual network (He et al., 2016) that keeps the number of channels:
 *
 * <pre>x → ReLU(x + normalise(conv 3×3(ReLU(normalise(conv 3×3(x))))))</pre>
 */
record BasicBlock(
    Convolution convolution1,
    BatchNormalization normalization1,
    Convolution convolution2,
    BatchNormalization normalization2) {

  private static final long KERNEL = 3;

  /** Declares the parameters. */
  static BasicBlock create(ParameterSource parameters, String name, long channels) {
    return new BasicBlock(
        Convolution.create(parameters, name + "/convolution1", KERNEL, channels, channels, 1),
        BatchNormalization.create(parameters, name + "/normalization1", channels),
        Convolution.create(parameters, name + "/convolution2", KERNEL, channels, channels, 1),
        BatchNormalization.create(parameters, name + "/normalization2", channels));
  }

  /** [N, h, w, c] → [N, h, w, c]. */
  Operand<TFloat32> call(Ops tf, Operand<TFloat32> x, BatchNormalization.Mode mode) {
    Operand<TFloat32> y = tf.nn.relu(mode.call(normalization1, convolution1.call(tf, x)));
    y = mode.call(normalization2, convolution2.call(tf, y));
    return tf.nn.relu(tf.math.add(x, y));
  }
}
