package org.newtonlosses.graphs.sort;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A relaxed permutation matrix P: P[b, r, i] says how much item i holds rank r; ranks ascend. Or
 * its rows of the k largest alone, [B, k, n], the largest first, as {@link RelaxedSort#top} gives
 * them.
 *
 * <pre>{@code
 * Operand<TFloat64> scores = tf.constant(new double[][] {{2, 0.5, 1}});
 * SoftPermutation<TFloat64> p = new NeuralSort(1, true).call(tf, scores);
 * p.permutation(); // → [[[0, 1, 0], [0, 0, 1], [1, 0, 0]]]
 * p.probabilities();
 * // → [[[0.0184, 0.611, 0.3706], [0.1863, 0.3072, 0.5065], [0.6897, 0.0566, 0.2537]]]
 * p.sorted(tf, scores); // → [[0.5, 1, 2]]
 * }</pre>
 *
 * @param permutation P, [B, n, n], rows sum to 1; exact zeros and ones in the hard mode
 * @param probabilities the relaxed P, [B, n, n]: the permutation itself unless the mode is hard.
 *     The ranking losses read this one, for the logarithm of an exact 0 teaches nothing
 * @param logits the logits whose softmax over the last axis is the relaxed P, [B, n, n], where P is
 *     one
 */
public record SoftPermutation<T extends TNumber>(
    Operand<T> permutation, Operand<T> probabilities, Optional<Operand<T>> logits) {

  /**
   * The softmax over the last axis of logits.
   *
   * @param tf builds the nodes
   * @param logits [B, n, n]
   * @param scores s, [B, n]
   * @param hard whether the permutation is exact in the forward direction, with the relaxed one's
   *     derivatives
   */
  public static <T extends TNumber> SoftPermutation<T> ofLogits(
      Ops tf, Operand<T> logits, Operand<T> scores, boolean hard) {
    Operand<T> soft = tf.nn.softmax(logits);
    return new SoftPermutation<>(
        hard ? straightThrough(tf, soft, scores) : soft, soft, Optional.of(logits));
  }

  /**
   * The softmax over the last axis of logits of the rows of the largest scores, the largest first.
   *
   * @param tf builds the nodes
   * @param logits [B, k, n]
   * @param scores s, [B, n]
   * @param hard whether the rows are exact in the forward direction, with the relaxed ones'
   *     derivatives
   */
  static <T extends TNumber> SoftPermutation<T> ofTopLogits(
      Ops tf, Operand<T> logits, Operand<T> scores, boolean hard) {
    Operand<T> soft = tf.nn.softmax(logits);
    return new SoftPermutation<>(
        hard ? exactForward(tf, soft, exactTop(tf, soft, scores)) : soft,
        soft,
        Optional.of(logits));
  }

  /**
   * Probabilities that are no softmax.
   *
   * @param tf builds the nodes
   * @param soft [B, n, n], rows sum to 1
   * @param scores s, [B, n]
   * @param hard whether the permutation is exact in the forward direction, with the relaxed one's
   *     derivatives
   */
  public static <T extends TNumber> SoftPermutation<T> ofProbabilities(
      Ops tf, Operand<T> soft, Operand<T> scores, boolean hard) {
    return new SoftPermutation<>(
        hard ? straightThrough(tf, soft, scores) : soft, soft, Optional.empty());
  }

  /**
   * Probabilities that are no softmax, of the rows of the largest scores, the largest first.
   *
   * @param tf builds the nodes
   * @param soft [B, k, n], rows sum to 1
   * @param scores s, [B, n]
   * @param hard whether the rows are exact in the forward direction, with the relaxed ones'
   *     derivatives
   */
  static <T extends TNumber> SoftPermutation<T> ofTopProbabilities(
      Ops tf, Operand<T> soft, Operand<T> scores, boolean hard) {
    return new SoftPermutation<>(
        hard ? exactForward(tf, soft, exactTop(tf, soft, scores)) : soft, soft, Optional.empty());
  }

  /**
   * The relaxed sorted scores, P · s.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n]; finite, those of absent items too
   * @return [B, n], ascending where P is exact
   */
  public Operand<T> sorted(Ops tf, Operand<T> scores) {
    // Not a matrix product: on GPUs and in mixed precision that would round the scores.
    return tf.sum(tf.math.mul(permutation, tf.expandDims(scores, tf.constant(1))), tf.constant(2));
  }

  /**
   * The rows of the k largest scores, the largest first.
   *
   * @param tf builds the nodes
   * @param k between 1 and n
   * @return [B, k, n]
   */
  SoftPermutation<T> top(Ops tf, int k) {
    Operand<T> soft = last(tf, probabilities, k);
    return new SoftPermutation<>(
        permutation == probabilities ? soft : last(tf, permutation, k),
        soft,
        logits.map(all -> last(tf, all, k)));
  }

  /** The last k rows of all, the last one first. */
  private static <T extends TNumber> Operand<T> last(Ops tf, Operand<T> all, int k) {
    int n = Math.toIntExact(all.shape().get(2));
    Operand<T> rows = tf.slice(all, tf.array(0, n - k, 0), tf.array(-1, k, n));
    return tf.reverse(rows, tf.constant(new int[] {1}));
  }

  private static <T extends TNumber> Operand<T> straightThrough(
      Ops tf, Operand<T> soft, Operand<T> scores) {
    return exactForward(tf, soft, HardPermutation.of(tf, scores, scores.type()));
  }

  /** The exact rows of the largest scores, [B, k, n]. */
  private static <T extends TNumber> Operand<T> exactTop(
      Ops tf, Operand<T> soft, Operand<T> scores) {
    Class<T> type = scores.type();
    return tf.oneHot(
        Order.top(tf, scores, Math.toIntExact(soft.shape().get(1))),
        tf.constant(Scores.items(scores)),
        tf.constant(type, 1),
        tf.constant(type, 0));
  }

  /** Exact forward, relaxed backward; exact to the last bit, which P + (hard − P) is not. */
  private static <T extends TNumber> Operand<T> exactForward(
      Ops tf, Operand<T> soft, Operand<T> hard) {
    return tf.math.add(hard, tf.math.sub(soft, tf.stopGradient(soft)));
  }
}
