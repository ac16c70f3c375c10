package org.newtonlosses.graphs.sort;

import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Loss;
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
 * Operand<TFloat32> order = HardPermutation.of(tf, values, TFloat32.class);
 * Loss<TFloat32> loss = new NeuralSort(1.0, false).loss(new CrossEntropy(), order);
 * }</pre>
 */
public interface RelaxedSort {

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

  /**
   * Whether the permutation of an example is known, from a test, to depend on its own scores only;
   * then {@link #loss} need not check it when it runs. Unless overridden it is not known.
   */
  default boolean examplesAreIndependent() {
    return false;
  }

  /**
   * A loss on the soft permutation as a loss of the scores.
   *
   * @param loss between soft and true permutation
   * @param target Q, [B, n, n], such as {@link HardPermutation#of} makes it from true values
   * @return ℓ of scores [B, n]
   */
  default <T extends TNumber> Loss<T> loss(RankingLoss loss, Operand<T> target) {
    DifferentiableLoss<T> ofScores = (tf, scores) -> loss.call(tf, call(tf, scores), target);
    return examplesAreIndependent() && loss.examplesAreIndependent()
        ? ofScores.independent()
        : ofScores;
  }
}
