package org.newtonlosses.graphs.model;

import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The signature {@code evaluate}, whose outputs are sums over the batch, so that they add up. */
final class Evaluation {

  private Evaluation() {}

  /**
   * The number of examples and the sum of their losses, to be completed by the task's metrics.
   *
   * @param tf builds the nodes
   * @param loss of each example, [B]
   * @param inputs what it is computed from
   */
  static Signature.Builder signature(Ops tf, Operand<TFloat32> loss, Input<?>... inputs) {
    return Input.signature("evaluate", inputs)
        .output("examples", tf.dtypes.cast(tf.size(loss), TFloat32.class))
        .output("loss", tf.sum(loss, tf.constant(0)));
  }
}
