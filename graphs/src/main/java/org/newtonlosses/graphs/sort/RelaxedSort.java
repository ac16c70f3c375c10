package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** A differentiable relaxation of sorting in ascending order. */
public interface RelaxedSort {

  /**
   * Relaxes the permutation that sorts the scores.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n] with n ≥ 2 known when the graph is built
   * @return the soft permutation, [B, n, n]
   * @throws IllegalArgumentException if scores has another shape or n does not suit the algorithm
   */
  <T extends TNumber> SoftPermutation<T> call(Ops tf, Operand<T> scores);
}
