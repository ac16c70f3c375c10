package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * Chooses between two operands of one shape. The first version of the operation does not broadcast,
 * and its gradient has a fifth of the nodes of that of the second, which {@code tf.select} makes.
 */
final class Select {

  private Select() {}

  /**
   * yes where the condition holds, else no; all of the same shape.
   *
   * @param tf builds the nodes
   */
  static <T extends TNumber> Operand<T> of(
      Ops tf, Operand<TBool> condition, Operand<T> yes, Operand<T> no) {
    return tf.scope()
        .opBuilder("Select", "Select")
        .addInput(condition.asOutput())
        .addInput(yes.asOutput())
        .addInput(no.asOutput())
        .build()
        .output(0);
  }
}
