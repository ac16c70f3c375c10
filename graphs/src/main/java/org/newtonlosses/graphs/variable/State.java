package org.newtonlosses.graphs.variable;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A parameter of a network that training changes without a gradient, such as a running mean.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * State mean = variables.state("mean", Shape.of(2), new InitialValue.Constant(0));
 * Op update = new State.Update(mean, tf.constant(new float[] {1, 2})).assign(tf);
 * variables.initialize(session);
 * session.runner().addTarget(update.op()).run().close();
 * tf.identity(mean.value()); // → [1, 2]
 * }</pre>
 *
 * @param handle the resource variable
 * @param value its value before any update of the same run
 */
public record State(Operand<? extends TType> handle, Operand<TFloat32> value) {

  /**
   * A new value, not yet assigned: the training decides when, and whether at all.
   *
   * @param state what is to be changed
   * @param value its next value, of the same shape
   */
  public record Update(State state, Operand<TFloat32> value) {

    /**
     * Makes the assignment.
     *
     * @param tf builds the nodes; what it depends on happens before
     */
    public Op assign(Ops tf) {
      return tf.assignVariableOp(state.handle, value);
    }
  }
}
