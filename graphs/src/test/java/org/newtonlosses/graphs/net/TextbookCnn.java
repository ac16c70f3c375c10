package org.newtonlosses.graphs.net;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The network of {@link MultiDigitCnn} in the order of the textbook: what it must compute. */
final class TextbookCnn {

  private TextbookCnn() {}

  /** Scores [N] of images [N, 28, 112], with the parameters of the network. */
  static Operand<TFloat32> call(Ops tf, MultiDigitCnn parameters, Operand<TUint8> images) {
    Operand<TFloat32> x = tf.math.div(tf.dtypes.cast(images, TFloat32.class), tf.constant(255f));
    x = tf.expandDims(x, tf.constant(3));
    x = layer(tf, x, parameters.filter1(), parameters.bias1());
    x = layer(tf, x, parameters.filter2(), parameters.bias2());
    x = tf.reshape(x, tf.array(-1, 7 * 28 * 64));
    x =
        tf.nn.relu(
            tf.nn.biasAdd(tf.linalg.matMul(x, parameters.dense1()), parameters.denseBias1()));
    x = tf.nn.biasAdd(tf.linalg.matMul(x, parameters.dense2()), parameters.denseBias2());
    return tf.squeeze(x, Squeeze.axis(List.of(1L)));
  }

  private static Operand<TFloat32> layer(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> filter, Operand<TFloat32> bias) {
    x = tf.nn.biasAdd(tf.nn.conv2d(x, filter, List.of(1L, 1L, 1L, 1L), "SAME"), bias);
    return tf.nn.maxPool(tf.nn.relu(x), tf.array(1, 2, 2, 1), tf.array(1, 2, 2, 1), "VALID");
  }
}
