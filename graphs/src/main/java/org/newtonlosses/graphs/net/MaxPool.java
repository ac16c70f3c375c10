package org.newtonlosses.graphs.net;

import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Maximum over windows of an image, without padding.
 *
 * <p>{@code tf.nn.maxPool} builds the op MaxPoolV2, whose window is a tensor. TensorFlow has oneDNN
 * kernels for MaxPool only, whose window is an attribute: they remember the position of each
 * maximum, so that the gradient need not search for it again. As Ops has no method for MaxPool, it
 * is built here by name.
 */
final class MaxPool {

  private MaxPool() {}

  /**
   * Pools.
   *
   * @param tf builds the nodes
   * @param x [N, h, w, c]
   * @param height of the window
   * @param width of the window
   * @param strideY from window to window
   * @param strideX from window to window
   * @return [N, ⌊(h − height)/strideY⌋ + 1, ⌊(w − width)/strideX⌋ + 1, c]
   */
  static Operand<TFloat32> call(
      Ops tf, Operand<TFloat32> x, long height, long width, long strideY, long strideX) {
    OperationBuilder builder =
        tf.scope().env().opBuilder("MaxPool", tf.scope().makeOpName("MaxPool"), tf.scope());
    builder.addInput(x.asOutput());
    builder.setAttr("ksize", new long[] {1, height, width, 1});
    builder.setAttr("strides", new long[] {1, strideY, strideX, 1});
    builder.setAttr("padding", "VALID");
    return builder.build().<TFloat32>output(0);
  }
}
