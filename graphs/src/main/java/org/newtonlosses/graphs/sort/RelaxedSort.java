package org.newtonlosses.graphs.sort;

import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * A differentiable relaxation of sorting in ascending order.
 *
 * <p>Each is a record of its parameters and works in float32 and float64, with any batch size, and
 * is twice differentiable: ties and scores that lie far apart give finite values and finite first
 * and second derivatives.
 *
 * <pre>{@code
 * Operand<TFloat64> scores = tf.constant(new double[][] {{2, 0.5, 1}});
 * Operand<TFloat64> values = tf.constant(new double[][] {{30, 20, 10}});
 * Operand<TFloat64> order = HardPermutation.of(tf, values, TFloat64.class);
 * Loss<TFloat64> loss = new NeuralSort(1, false).loss(new CrossEntropy(), order);
 * loss.value(tf, scores); // → [0.8482]
 * loss.expand(tf, scores).gradient(); // → [[-0.184, -0.378, 0.562]]
 * }</pre>
 */
public interface RelaxedSort extends RankingAlgorithm {

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
   * The rows of the k largest scores alone, the largest first: what is left of {@link #call} where
   * only the top matters. Unless overridden they are cut out of the whole permutation.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n] with n ≥ 2 known when the graph is built
   * @param k between 1 and n
   * @return [B, k, n]: row j says how much each item is the one with j larger ones
   * @throws IllegalArgumentException if k is another, scores has another shape or type, or n does
   *     not suit the algorithm
   */
  default <T extends TNumber> SoftPermutation<T> top(Ops tf, Operand<T> scores, int k) {
    Scores.requireTop(scores, k);
    return call(tf, scores).top(tf, k);
  }

  /**
   * Relaxes the permutation that sorts the scores of lists of different lengths, of n slots each:
   * any L ≤ n of them hold items, 0 and 1 too. The last L rows of P are those of the L items alone,
   * with 0 for absent ones; so row n − 1 − j is of the item with j larger ones whatever L is. The
   * first n − L rows are exact, and hold the absent items in the order of their indices.
   *
   * <p>Values and derivatives are those of the items alone, but for rounding. Absent scores are not
   * read, they may be NaN, and derivatives with respect to them are 0. Where P is a softmax, the
   * logits of what cannot be are −10<sup>30</sup>.
   *
   * <pre>{@code
   * Operand<TFloat64> scores = tf.constant(new double[][] {{2, Double.NaN, 1}});
   * Operand<TBool> present = tf.constant(new boolean[][] {{true, false, true}});
   * new NeuralSort(1, false).call(tf, scores, present).permutation();
   * // → [[[0, 1, 0], [0.2689, 0, 0.7311], [0.7311, 0, 0.2689]]]
   * }</pre>
   *
   * @param tf builds the nodes
   * @param scores s, [B, n] with n ≥ 2 known when the graph is built
   * @param present which items there are, [B, n]
   * @return the soft permutation, [B, n, n]
   * @throws IllegalArgumentException if scores has another shape or type, present another shape, or
   *     the algorithm does not take lists of different lengths, as unless overridden it does not
   */
  default <T extends TNumber> SoftPermutation<T> call(
      Ops tf, Operand<T> scores, Operand<TBool> present) {
    throw new IllegalArgumentException(
        "the relaxed sort must take lists of different lengths, found " + this);
  }

  /**
   * The rows of the k largest scores of lists of different lengths, the largest first. Unless
   * overridden they are cut out of the whole permutation.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n] with n ≥ 2 known when the graph is built
   * @param present which items there are, [B, n]
   * @param k between 1 and n; where there are fewer items, the rows behind them hold absent ones
   * @return [B, k, n]
   * @throws IllegalArgumentException as {@link #call(Ops, Operand, Operand)}, or if k is another
   */
  default <T extends TNumber> SoftPermutation<T> top(
      Ops tf, Operand<T> scores, Operand<TBool> present, int k) {
    Scores.requireTop(scores, k);
    return call(tf, scores, present).top(tf, k);
  }

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

  /**
   * {@inheritDoc}
   *
   * <p>Unless overridden with a faster way to it, that of {@link HardPermutation#of} of the values.
   */
  @Override
  default <T extends TNumber, V extends TNumber> Loss<T> loss(
      Ops tf, RankingLoss loss, Operand<V> values, Class<T> type) {
    return loss(loss, HardPermutation.of(tf, values, type));
  }
}
