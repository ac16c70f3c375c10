package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A differentiable relaxation of sorting in ascending order.
 *
 * <p>Each is a record of its parameters and works in float32 and float64, with any batch size, and
 * is twice differentiable: ties and scores that lie far apart give finite values and finite first
 * and second derivatives.
 *
 * <pre>{@code
 * SoftPermutation<TFloat32> p = new NeuralSort(1.0, false).call(tf, scores);
 * Operand<TFloat32> loss = RankingLoss.CROSS_ENTROPY.call(tf, p, TargetPermutation.of(tf, values, TFloat32.class));
 * }</pre>
 */
public sealed interface RelaxedSort permits NeuralSort, SoftSort, SortingNetwork {

  /**
   * Whether the permutation is exact in the forward direction, with the relaxed one's derivatives.
   */
  boolean hard();

  /**
   * Relaxes the permutation that sorts the scores.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n] with n ≥ 2 known when the graph is built
   * @return the soft permutation, [B, n, n]
   * @throws IllegalArgumentException if scores has another shape or type, or n does not suit the
   *     algorithm
   */
  <T extends TNumber> SoftPermutation<T> call(Ops tf, Operand<T> scores);
}
