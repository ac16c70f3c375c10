package org.newtonlosses.graphs.op;

import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Maximum over windows of images.
 *
 * <p>{@code tf.nn.maxPool} builds the op MaxPoolV2, whose window is a tensor. TensorFlow has oneDNN
 * kernels for MaxPool only, whose window is an attribute: they remember the position of each
 * maximum, so that the gradient need not search for it again. As Ops has no method for MaxPool, it
 * is built here by name.
 *
 * @param height of the window
 * @param width of the window
 * @param strideY from window to window
 * @param strideX from window to window
 * @param padding {@code VALID}: only windows inside the image; {@code SAME}: as many as there are
 *     strides in it, cut at its border
 */
public record MaxPool(long height, long width, long strideY, long strideX, String padding) {

  /** Windows side by side, without padding. */
  public static MaxPool tiles(long height, long width) {
    return new MaxPool(height, width, height, width, "VALID");
  }

  /**
   * Pools.
   *
   * @param tf builds the nodes
   * @param x [N, h, w, c]
   * @return with VALID [N, ⌊(h − height)/strideY⌋ + 1, ⌊(w − width)/strideX⌋ + 1, c], with SAME [N,
   *     ⌈h/strideY⌉, ⌈w/strideX⌉, c]
   */
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
    OperationBuilder builder =
        tf.scope().env().opBuilder("MaxPool", tf.scope().makeOpName("MaxPool"), tf.scope());
    builder.addInput(x.asOutput());
    builder.setAttr("ksize", new long[] {1, height, width, 1});
    builder.setAttr("strides", new long[] {1, strideY, strideX, 1});
    builder.setAttr("padding", padding);
    return builder.build().output(0);
  }
}
