package org.newtonlosses.graphs.model;

import org.newtonlosses.graphs.newton.NewtonStep;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** The signature of a loss with a curvature, whatever the task. */
final class LossSignature {

  private LossSignature() {}

  /**
   * Everything a Newton loss says: loss [B], gradient, curvature [m, m], step, newton_target,
   * newton_loss [B].
   *
   * @param tf builds the nodes
   * @param step what the Newton loss says about predictions [B, m]
   * @param example the shape of one example's prediction, with m elements: gradient, step and
   *     newton_target have the shape [B, example]
   * @param in what the loss is computed from
   */
  static <T extends TNumber> Signature of(Ops tf, NewtonStep<T> step, Shape example, Fed in) {
    Operand<TInt64> shape = tf.constant(Shape.of(-1).append(example));
    return in.signature(SavedModelLayout.SERVE)
        .output(SavedModelLayout.LOSS, step.loss())
        .output("gradient", tf.reshape(step.gradient(), shape))
        .output("curvature", step.curvature())
        .output("step", tf.reshape(step.step(), shape))
        .output("newton_target", tf.reshape(step.target(), shape))
        .output(SavedModelLayout.NEWTON_LOSS, step.newtonLoss())
        .build();
  }
}
