package org.newtonlosses.graphs.optimizer;

import java.util.List;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A first-order optimiser: how gradients change the trainable variables. Its own state is variables
 * too, so that it is saved and restored with them.
 *
 * <pre>{@code
 * Optimizer optimizer = new ClippedByNorm(new Adam(0.01), 1);
 * optimizer.learningRate(); // → 0.01
 * }</pre>
 */
public interface Optimizer {

  /** α at the start, &gt; 0; a trainable model can change it later. */
  double learningRate();

  /**
   * One update of all trainable variables.
   *
   * <p>Each change must depend on the parameter's gradient: a gradient that is not finite fails
   * before anything is changed.
   *
   * @param tf builds the nodes
   * @param variables whose trainable ones are updated; the optimiser's own are added to them
   * @param gradients one for each trainable variable, in their order
   * @param rate α now, a scalar
   * @return the operations of the update, all of which must run
   */
  List<Op> apply(Ops tf, Variables variables, Gradients gradients, Operand<TFloat32> rate);
}
