package org.newtonlosses.graphs.smooth;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * An algorithm A as a function in the graph that is evaluated but never differentiated: it may use
 * loops, sorts and comparisons, which have no gradient.
 */
@FunctionalInterface
public interface BlackBox<T extends TNumber> {

  /**
   * Runs the algorithm.
   *
   * @param tf builds the nodes
   * @param inputs [N, m], of which each row is an input of its own
   * @return A of each row, [N, k]
   */
  Operand<T> call(Ops tf, Operand<T> inputs);
}
