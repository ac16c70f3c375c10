package org.newtonlosses.graphs.sort;

import java.util.stream.IntStream;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * NeuralSort: with a<sub>i</sub> = Σ<sub>j</sub> |s<sub>i</sub> − s<sub>j</sub>|, row r = 0 … n − 1
 * of P is softmax<sub>i</sub>(((2r + 1 − n) s<sub>i</sub> − a<sub>i</sub>) / τ).
 *
 * <p>The publication numbers ranks in descending order; here they ascend. At ties the derivative of
 * |·| is 0.
 *
 * <pre>{@code
 * Operand<TFloat64> scores = tf.constant(new double[][] {{2, 0.5, 1}});
 * SoftPermutation<TFloat64> p = new NeuralSort(1, false).call(tf, scores);
 * p.permutation();
 * // → [[[0.0184, 0.611, 0.3706], [0.1863, 0.3072, 0.5065], [0.6897, 0.0566, 0.2537]]]
 * p.sorted(tf, scores); // → [[0.713, 1.0327, 1.6614]]
 * }</pre>
 *
 * <p>Source: Grover, Wang, Zweig and Ermon, "Stochastic Optimization of Sorting Networks via
 * Continuous Relaxations", ICLR 2019.
 *
 * @param temperature τ > 0, in units of the scores; τ → 0 gives the exact permutation
 * @param hard whether the permutation is exact in the forward direction
 */
public record NeuralSort(double temperature, boolean hard) implements RelaxedSort {

  /**
   * Checks the temperature.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public NeuralSort {
    Ranges.requirePositive("temperature", temperature);
  }

  @Override
  public boolean examplesAreIndependent() {
    return true;
  }

  @Override
  public <T extends TNumber> SoftPermutation<T> call(Ops tf, Operand<T> scores) {
    int n = Scores.items(scores);
    double[] slopes = new double[n];
    for (int r = 0; r < n; r++) {
      slopes[r] = 2 * r + 1 - n;
    }
    Operand<T> scaled = tf.math.div(scores, tf.constant(scores.type(), temperature));
    Operand<T> row = tf.expandDims(scaled, tf.constant(1));
    Operand<T> column = tf.expandDims(scaled, tf.constant(2));
    Operand<T> distances =
        tf.sum(tf.math.abs(tf.math.sub(column, row)), tf.constant(1), Sum.keepDims(true));
    Operand<T> logits =
        tf.math.sub(tf.math.mul(Nodes.column(tf, slopes, scores.type()), row), distances);
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
   * <p>In time and memory O(k n + n log n).
   */
  @Override
  public <T extends TNumber> SoftPermutation<T> top(Ops tf, Operand<T> scores, int k) {
    int n = Scores.requireTop(scores, k);
    double[] slopes = new double[k];
    for (int j = 0; j < k; j++) {
      slopes[j] = n - 1 - 2 * j;
    }
    Operand<T> scaled = tf.math.div(scores, tf.constant(scores.type(), temperature));
    Operand<T> logits =
        tf.math.sub(
            tf.math.mul(
                Nodes.column(tf, slopes, scores.type()), tf.expandDims(scaled, tf.constant(1))),
            tf.expandDims(Distances.of(tf, scaled), tf.constant(1)));
    return SoftPermutation.ofTopLogits(tf, logits, scores, hard);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Row n − L + r = n − L … n − 1 is softmax<sub>i</sub>(((2r + 1 − L) s<sub>i</sub> −
   * a<sub>i</sub>) / τ) over the present items, with a<sub>i</sub> = Σ |s<sub>i</sub> −
   * s<sub>j</sub>| over the present j.
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
    int n = lists.items();
    double[] offsets = IntStream.of(rows).mapToDouble(r -> 2 * (r - n) + 1).toArray();
    Class<T> type = lists.scores().type();
    Operand<T> slopes =
        tf.math.add(
            Nodes.column(tf, offsets, type), tf.expandDims(lists.lengths(tf), tf.constant(2)));
    Operand<T> inner =
        tf.math.sub(
            tf.math.mul(slopes, tf.expandDims(lists.scores(), tf.constant(1))),
            tf.expandDims(Distances.of(tf, lists), tf.constant(1)));
    Operand<T> logits = tf.math.div(inner, tf.constant(type, temperature));
    return lists.logits(tf, logits, rows);
  }

  private <T extends TNumber> SortedLogits<T> sorted(Ops tf, Operand<T> scores) {
    return SortedNeuralSort.of(tf, scores, temperature);
  }
}
