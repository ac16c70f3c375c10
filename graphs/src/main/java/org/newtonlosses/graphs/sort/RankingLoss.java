package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A loss between a soft permutation P and the true one Q, per example: {@link CrossEntropy}, {@link
 * BinaryCrossEntropy}, or one from outside this library.
 *
 * <p>In the hard mode of a relaxed sort the losses of this library are those of the relaxed
 * permutation, {@link SoftPermutation#probabilities}.
 *
 * <pre>{@code
 * // The mean squared difference of the entries.
 * record SquaredDifference() implements RankingLoss {
 *   @Override
 *   public <T extends TNumber> Operand<T> call(Ops tf, SoftPermutation<T> p, Operand<T> target) {
 *     Operand<T> squares = tf.math.squaredDifference(p.probabilities(), target);
 *     return tf.math.mean(squares, tf.array(1, 2));
 *   }
 * }
 * Operand<TFloat64> scores = tf.constant(new double[][] {{2, 0.5, 1}});
 * Operand<TFloat64> order = HardPermutation.of(tf, scores, TFloat64.class);
 * SoftPermutation<TFloat64> p = new NeuralSort(1, false).call(tf, scores);
 * new SquaredDifference().call(tf, p, order); // → [0.0917]
 * }</pre>
 */
public interface RankingLoss {

  /**
   * The loss of each example.
   *
   * @param tf builds the nodes
   * @param p the soft permutation, [B, n, n]
   * @param target Q, [B, n, n], of zeros and ones
   * @return [B]
   * @throws IllegalArgumentException if the target's shape is not that of P
   */
  <T extends TNumber> Operand<T> call(Ops tf, SoftPermutation<T> p, Operand<T> target);

  /**
   * Whether the loss of an example is known, from a test, to depend on the example alone; see
   * {@link RelaxedSort#examplesAreIndependent}. Unless overridden it is not known.
   */
  default boolean examplesAreIndependent() {
    return false;
  }
}
