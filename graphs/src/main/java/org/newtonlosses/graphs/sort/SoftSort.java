package org.newtonlosses.graphs.sort;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * SoftSort: row r of P is softmax<sub>i</sub>(−|sort(s)<sub>r</sub> − s<sub>i</sub>|<sup>p</sup> /
 * τ); derivatives also flow through sort(s).
 *
 * <p>Where a distance is 0 (each item and its own place, and ties) its derivatives are 0.
 *
 * <pre>{@code
 * Operand<TFloat64> scores = tf.constant(new double[][] {{2, 0.5, 1}});
 * SoftPermutation<TFloat64> p = new SoftSort(1, 2, false).call(tf, scores);
 * p.permutation();
 * // → [[[0.0559, 0.5307, 0.4133], [0.1714, 0.3628, 0.4658], [0.6788, 0.0715, 0.2497]]]
 * p.sorted(tf, scores); // → [[0.7906, 0.99, 1.643]]
 * }</pre>
 *
 * <p>Source: Prillo and Eisenschlos, "SoftSort: A Continuous Relaxation for the argsort Operator",
 * ICML 2020.
 *
 * @param temperature τ > 0, in units of the scores to the power p; τ → 0 gives the exact
 *     permutation
 * @param power p > 0, usually 1 or 2
 * @param hard whether the permutation is exact in the forward direction
 */
public record SoftSort(double temperature, double power, boolean hard) implements RelaxedSort {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is not positive and finite
   */
  public SoftSort {
    Ranges.requirePositive("temperature", temperature);
    Ranges.requirePositive("power", power);
  }

  @Override
  public boolean examplesAreIndependent() {
    return true;
  }

  @Override
  public <T extends TNumber> SoftPermutation<T> call(Ops tf, Operand<T> scores) {
    Scores.items(scores);
    Operand<T> row = tf.expandDims(scores, tf.constant(1));
    // The exact permutation is a constant, so this is the gather that sorts, with its derivatives.
    Operand<T> sorted =
        tf.sum(
            tf.math.mul(HardPermutation.of(tf, scores, scores.type()), row),
            tf.constant(2),
            Sum.keepDims(true));
    Operand<T> distances = Powers.of(tf, tf.math.sub(sorted, row), power).value();
    Operand<T> logits = tf.math.div(distances, tf.constant(scores.type(), -temperature));
    return SoftPermutation.ofLogits(tf, logits, scores, hard);
  }

  @Override
  public <T extends TNumber, V extends TNumber> Loss<T> loss(
      Ops tf, RankingLoss loss, Operand<V> values, Class<T> type) {
    return SoftmaxRankingLoss.<T, V>of(tf, this::sorted, loss, values)
        .orElseGet(() -> RelaxedSort.super.loss(tf, loss, values, type));
  }

  /**
   * {@inheritDoc}
   *
   * <p>In time and memory O(k n).
   */
  @Override
  public <T extends TNumber> SoftPermutation<T> top(Ops tf, Operand<T> scores, int k) {
    Scores.requireTop(scores, k);
    Operand<T> largest = Order.gather(tf, scores, Order.top(tf, tf.stopGradient(scores), k));
    return SoftPermutation.ofTopLogits(tf, logits(tf, largest, scores), scores, hard);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Row n − L + r = n − L … n − 1 is softmax<sub>i</sub>(−|x<sub>r</sub> −
   * s<sub>i</sub>|<sup>p</sup> / τ) over the present items, with x their scores in ascending order.
   */
  @Override
  public <T extends TNumber> SoftPermutation<T> call(
      Ops tf, Operand<T> scores, Operand<TBool> present) {
    Presence<T> lists = Presence.of(tf, scores, present);
    Operand<T> logits = logits(tf, lists, lists.ascending());
    return SoftPermutation.ofLogits(tf, logits, lists.keys(), hard);
  }

  /**
   * {@inheritDoc}
   *
   * <p>In time and memory O(k n + n log n).
   */
  @Override
  public <T extends TNumber> SoftPermutation<T> top(
      Ops tf, Operand<T> scores, Operand<TBool> present, int k) {
    Scores.requireTop(scores, k);
    Presence<T> lists = Presence.of(tf, scores, present);
    Operand<T> logits = logits(tf, lists, lists.largest(k));
    return SoftPermutation.ofTopLogits(tf, logits, lists.keys(), hard);
  }

  private <T extends TNumber> Operand<T> logits(Ops tf, Presence<T> lists, int[] rows) {
    Operand<T> sorted = Order.gather(tf, lists.scores(), lists.itemsOf(tf, rows));
    return lists.logits(tf, logits(tf, sorted, lists.scores()), rows);
  }

  /** Of the scores of some ranks, [B, k], beside all, [B, n]: [B, k, n]. */
  private <T extends TNumber> Operand<T> logits(Ops tf, Operand<T> ranked, Operand<T> scores) {
    Operand<T> differences =
        tf.math.sub(tf.expandDims(ranked, tf.constant(2)), tf.expandDims(scores, tf.constant(1)));
    return tf.math.div(
        Powers.of(tf, differences, power).value(), tf.constant(scores.type(), -temperature));
  }

  private <T extends TNumber> SortedLogits<T> sorted(Ops tf, Operand<T> scores) {
    return SortedSoftSort.of(tf, scores, temperature, power);
  }
}
