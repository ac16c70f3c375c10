package org.newtonlosses.graphs.op;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * The first version of TensorFlow's select, which does not broadcast. Unlike that of the second,
 * which {@code tf.select} makes, its gradient keeps the shape that is known when the graph is
 * built, and has a fifth of the nodes.
 */
public final class Select {

  private Select() {}

  /**
   * yes where the condition holds, else no; all of one shape.
   *
   * @param tf builds the nodes
   */
  public static <T extends TNumber> Operand<T> of(
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
