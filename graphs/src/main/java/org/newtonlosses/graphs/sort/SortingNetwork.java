package org.newtonlosses.graphs.sort;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.SecondOrder;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.sort.ComparatorNetwork.Comparator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A differentiable sorting network: a comparator with α = σ(β (x<sub>high</sub> − x<sub>low</sub>))
 * replaces x<sub>low</sub> ← α x<sub>low</sub> + (1 − α) x<sub>high</sub> and x<sub>high</sub> ← (1
 * − α) x<sub>low</sub> + α x<sub>high</sub>, and mixes the two rows of P, which starts as the
 * identity, in the same way. P is doubly stochastic.
 *
 * <p>Work and memory are O(n²) a layer, constants O(n). <b>Precision:</b> the values on the wires
 * and the weights α and 1 − α, O(n) numbers a layer, are float64 whatever the type of the scores: β
 * times the rounding error of a difference of values would be an error of the weight's logarithm. P
 * has the type of the scores. It is made of products and sums of positive numbers alone, so that
 * each of its entries, however small, is relatively exact to three roundings a layer: in float32 to
 * 2·10<sup>−5</sup> after 128 layers. No product of P is a matrix product, which GPUs and mixed
 * precision would round.
 *
 * <pre>{@code
 * Operand<TFloat64> scores = tf.constant(new double[][] {{2, 0.5, 1}});
 * RelaxedSort network =
 *     new SortingNetwork(ComparatorNetwork.BITONIC, SwapDistribution.CAUCHY, 5, false);
 * SoftPermutation<TFloat64> p = network.call(tf, scores);
 * p.permutation();
 * // → [[[0.0439, 0.8403, 0.1158], [0.0602, 0.1159, 0.8238], [0.8958, 0.0438, 0.0604]]]
 * p.sorted(tf, scores); // → [[0.6238, 1.0023, 1.8739]]
 * }</pre>
 *
 * <p>Source: Petersen, Borgelt, Kuehne and Deussen, ICML 2021 and ICLR 2022.
 *
 * @param network which wires are compared
 * @param distribution σ
 * @param steepness β > 0, in units of 1 / score; β → ∞ gives the exact permutation
 * @param hard whether the permutation is exact in the forward direction
 */
public record SortingNetwork(
    ComparatorNetwork network, SwapDistribution distribution, double steepness, boolean hard)
    implements RelaxedSort {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if the steepness is not positive and finite
   */
  public SortingNetwork {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(distribution, "distribution");
    Ranges.requirePositive("steepness", steepness);
  }

  @Override
  public boolean examplesAreIndependent() {
    return true;
  }

  @Override
  public <T extends TNumber> SoftPermutation<T> call(Ops tf, Operand<T> scores) {
    int n = Scores.items(scores);
    List<SoftSwaps<T>> swaps = swaps(tf, scores);
    int[] starts = IntStream.range(0, n).toArray();
    Operand<T> soft = new SoftRows<>(tf, swaps, starts, scores).byWire();
    return SoftPermutation.ofProbabilities(tf, soft, scores, hard);
  }

  /**
   * {@inheritDoc}
   *
   * <p>With the comparators alone that influence the last k wires, from those wires backwards: O(k
   * n) a layer.
   */
  @Override
  public <T extends TNumber> SoftPermutation<T> top(Ops tf, Operand<T> scores, int k) {
    int n = Scores.requireTop(scores, k);
    List<SoftSwaps<T>> swaps = swaps(tf, scores, Wiring.influencing(network.layers(n), n, k));
    Collections.reverse(swaps);
    int[] starts = IntStream.range(0, k).map(j -> n - 1 - j).toArray();
    Operand<T> soft = new SoftRows<>(tf, swaps, starts, scores).byColumn();
    return SoftPermutation.ofTopProbabilities(tf, soft, scores, hard);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Rows and columns of the L present items, in the order of their indices, are those of the
   * network of L wires, which is a part of that of n: the other comparators have α = 1.
   */
  @Override
  public <T extends TNumber> SoftPermutation<T> call(
      Ops tf, Operand<T> scores, Operand<TBool> present) {
    Presence<T> lists = Presence.of(tf, scores, present);
    int n = lists.items();
    Operand<TInt32> wires = wires(tf, lists, lists.rows(tf));
    List<SoftSwaps<T>> swaps = swaps(tf, lists, wires, network.layers(n));
    Operand<T> ofWires = new SoftRows<>(tf, swaps, lists.ascending(), lists.scores()).byWire();
    Operand<T> soft = ofItems(tf, ofWires, wires);
    if (!network.keepsLastWires()) {
      Operand<TInt32> rows = tf.range(tf.constant(0), tf.constant(n), tf.constant(1));
      soft = Order.gather(tf, soft, wires(tf, lists, rows));
    }
    return SoftPermutation.ofProbabilities(tf, soft, lists.keys(), hard);
  }

  /**
   * {@inheritDoc}
   *
   * <p>With the comparators alone that influence the last k wires, if the network is bitonic: O(k
   * n) a layer. The other's last ranks are on other wires for each length.
   */
  @Override
  public <T extends TNumber> SoftPermutation<T> top(
      Ops tf, Operand<T> scores, Operand<TBool> present, int k) {
    if (!network.keepsLastWires()) {
      return RelaxedSort.super.top(tf, scores, present, k);
    }
    int n = Scores.requireTop(scores, k);
    Presence<T> lists = Presence.of(tf, scores, present);
    Operand<TInt32> wires = lists.rows(tf);
    List<SoftSwaps<T>> swaps = swaps(tf, lists, wires, Wiring.influencing(network.layers(n), n, k));
    Collections.reverse(swaps);
    Operand<T> ofWires = new SoftRows<>(tf, swaps, lists.largest(k), lists.scores()).byColumn();
    return SoftPermutation.ofTopProbabilities(tf, ofItems(tf, ofWires, wires), lists.keys(), hard);
  }

  /** The wires of rows: where smaller networks are on the first wires, absent items come last. */
  private Operand<TInt32> wires(Ops tf, Presence<?> lists, Operand<TInt32> rows) {
    return network.keepsLastWires()
        ? rows
        : tf.math.floorMod(tf.math.add(rows, lists.counts()), tf.constant(lists.items()));
  }

  private <T extends TNumber> List<SoftSwaps<T>> swaps(
      Ops tf, Presence<T> lists, Operand<TInt32> wires, List<List<Comparator>> layers) {
    Operand<TInt32> items = Order.inverses(tf, List.of(wires)).get(0);
    return SoftSwaps.of(
        tf,
        Order.gather(tf, lists.scores(), items),
        layers,
        steepness,
        SoftComparators.within(this, lists.items(), lists.counts()));
  }

  private static <T extends TNumber> Operand<T> ofItems(
      Ops tf, Operand<T> ofWires, Operand<TInt32> wires) {
    return tf.gather(ofWires, wires, tf.constant(2), Gather.batchDims(1L));
  }

  @Override
  public <T extends TNumber> Loss<T> loss(RankingLoss loss, Operand<T> target) {
    Loss<T> ofScores = RelaxedSort.super.loss(loss, target);
    return new Loss<>() {
      @Override
      public Expansion<T> expand(Ops tf, Operand<T> scores) {
        Expansion<T> made = ofScores.expand(tf, scores);
        NetworkCurvature<T> curvature =
            new NetworkCurvature<>(
                SortingNetwork.this,
                scores,
                made.gradient(),
                (ops, p) ->
                    loss.call(ops, SoftPermutation.ofProbabilities(ops, p, scores, hard), target));
        return new Expansion<>(made.loss(), made.gradient(), Optional.of(curvature));
      }

      @Override
      public SecondOrder secondOrder(int m) {
        return ofScores.secondOrder(m);
      }

      @Override
      public Operand<T> value(Ops tf, Operand<T> scores) {
        return ofScores.value(tf, scores);
      }
    };
  }

  /** What the layers do, in their order. */
  <T extends TNumber> List<SoftSwaps<T>> swaps(Ops tf, Operand<T> scores) {
    return swaps(tf, scores, network.layers(Scores.items(scores)));
  }

  private <T extends TNumber> List<SoftSwaps<T>> swaps(
      Ops tf, Operand<T> scores, List<List<Comparator>> layers) {
    return SoftSwaps.of(
        tf,
        scores,
        layers,
        steepness,
        (ops, layer, wiring, v) -> distribution.weights(ops, v, steepness));
  }
}
