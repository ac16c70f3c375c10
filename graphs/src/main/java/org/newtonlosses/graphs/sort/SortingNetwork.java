package org.newtonlosses.graphs.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.newtonlosses.graphs.sort.ComparatorNetwork.Comparator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.family.TNumber;

/**
 * A differentiable sorting network: a comparator with α = σ(β (x<sub>high</sub> − x<sub>low</sub>))
 * replaces x<sub>low</sub> ← α x<sub>low</sub> + (1 − α) x<sub>high</sub> and x<sub>high</sub> ← (1
 * − α) x<sub>low</sub> + α x<sub>high</sub>, and mixes the two rows of P, which starts as the
 * identity, in the same way. P is doubly stochastic.
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
    Scores.requirePositive("steepness", steepness);
  }

  @Override
  public <T extends TNumber> SoftPermutation<T> call(Ops tf, Operand<T> scores) {
    int n = Scores.items(scores);
    Operand<T> state = start(tf, scores, n);
    for (List<Comparator> layer : network.layers(n)) {
      if (!layer.isEmpty()) {
        state = layer(tf, state, layer, n);
      }
    }
    Operand<T> soft =
        tf.slice(state, tf.constant(new int[] {0, 0, 0}), tf.constant(new int[] {-1, n, n}));
    return SoftPermutation.ofProbabilities(tf, soft, scores, hard);
  }

  /** The rows of P and, as column n, the values on the wires times β: [B, n, n + 1]. */
  private <T extends TNumber> Operand<T> start(Ops tf, Operand<T> scores, int n) {
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    Operand<T> wires =
        tf.expandDims(tf.math.mul(scores, tf.constant(scores.type(), steepness)), tf.constant(2));
    Operand<T> rows =
        tf.math.add(
            tf.stopGradient(tf.zerosLike(wires)), Constants.matrix(tf, identity, scores.type()));
    return tf.concat(List.of(rows, wires), tf.constant(2));
  }

  /**
   * One layer: every wire becomes keep · itself + swap · its partner. A wire without partner is its
   * own, which leaves it as it is.
   */
  private <T extends TNumber> Operand<T> layer(
      Ops tf, Operand<T> state, List<Comparator> comparators, int n) {
    int[] partners = new int[n];
    double[] signs = new double[n];
    for (int i = 0; i < n; i++) {
      partners[i] = i;
    }
    for (Comparator c : comparators) {
      partners[c.low()] = c.high();
      partners[c.high()] = c.low();
      signs[c.low()] = 1;
      signs[c.high()] = -1;
    }
    List<Operand<T>> wires =
        new ArrayList<>(tf.unstack(state, (long) n, Unstack.axis(1L)).output());
    List<Operand<T>> permuted = new ArrayList<>();
    for (int partner : partners) {
      permuted.add(wires.get(partner));
    }
    // Unstack and stack are each other's gradients: far fewer nodes than a gather.
    Operand<T> others = tf.stack(permuted, Stack.axis(1L));
    Operand<T> v =
        tf.math.mul(
            tf.math.sub(values(tf, others, n), values(tf, state, n)),
            Constants.column(tf, signs, state.type()));
    SwapDistribution.Swap<T> weights = distribution.call(tf, v, steepness);
    return tf.math.add(tf.math.mul(weights.keep(), state), tf.math.mul(weights.swap(), others));
  }

  private static <T extends TNumber> Operand<T> values(Ops tf, Operand<T> state, int n) {
    return tf.slice(state, tf.constant(new int[] {0, 0, n}), tf.constant(new int[] {-1, -1, 1}));
  }
}
