package org.newtonlosses.graphs.testing;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A function under test: one input, one output.
 *
 * @param <T> the input's type; {@code TNumber} for a function that takes float32 and float64
 */
@FunctionalInterface
public interface GraphFunction<T extends TNumber> {

  /**
   * Builds the function's nodes.
   *
   * @param tf builds the nodes
   * @param x the input; its first dimension is free
   * @return the output
   */
  Operand<? extends TType> call(Ops tf, Operand<T> x);
}
