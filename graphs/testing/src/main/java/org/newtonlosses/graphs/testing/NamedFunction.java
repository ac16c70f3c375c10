package org.newtonlosses.graphs.testing;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/** A function under test whose inputs and outputs have names. */
@FunctionalInterface
public interface NamedFunction {

  /**
   * Builds the function's nodes.
   *
   * @param tf builds the nodes
   * @param in the inputs
   * @return the outputs by name
   */
  Map<String, ? extends Operand<? extends TType>> call(Ops tf, NamedInputs in);
}
