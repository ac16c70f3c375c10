package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** The supervision of a ranking: Q[b, r, i] = 1 iff item i has the r-th smallest true value. */
public final class TargetPermutation {

  private TargetPermutation() {}

  /**
   * The target of the ranking losses.
   *
   * @param tf builds the nodes
   * @param values the true values, [B, n] of any numeric type with n ≥ 2 known when the graph is
   *     built; equal values are ranked by their index
   * @param type the type of the scores that Q is compared with
   * @return Q, [B, n, n]
   * @throws IllegalArgumentException if values has another shape
   */
  public static <V extends TNumber, T extends TNumber> Operand<T> of(
      Ops tf, Operand<V> values, Class<T> type) {
    return HardPermutation.of(tf, values, type);
  }
}
