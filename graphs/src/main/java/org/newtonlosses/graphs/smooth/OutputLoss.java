package org.newtonlosses.graphs.smooth;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** A loss L between what an algorithm puts out and what it should. */
@FunctionalInterface
public interface OutputLoss<T extends TNumber> {

  /**
   * The loss of each row.
   *
   * @param tf builds the nodes
   * @param output a, [N, k]
   * @param target q, [N, k]
   * @return L(a, q), [N]
   */
  Operand<T> call(Ops tf, Operand<T> output, Operand<T> target);
}
