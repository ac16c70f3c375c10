package org.newtonlosses.graphs.sort;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.sort.ComparatorNetwork.Comparator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * A differentiable sorting network: a comparator with α = σ(β (x<sub>high</sub> − x<sub>low</sub>))
 * replaces x<sub>low</sub> ← α x<sub>low</sub> + (1 − α) x<sub>high</sub> and x<sub>high</sub> ← (1
 * − α) x<sub>low</sub> + α x<sub>high</sub>, and mixes the two rows of P, which starts as the
 * identity, in the same way. P is doubly stochastic.
 *
 * <p>All wires are kept in one [B, n, n + 1] state, P beside the values, and a layer is one product
 * with the [B, n, n] matrix of its comparators' weights. Inside, everything is float64: P is a sum
 * of products of many weights, and matrix products of float32 are rounded on GPUs.
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
    Operand<TFloat64> state = start(tf, tf.dtypes.cast(scores, TFloat64.class), n);
    Map<List<Comparator>, Layer> distinct = new HashMap<>();
    for (List<Comparator> comparators : network.layers(n)) {
      if (!comparators.isEmpty()) {
        Layer layer = distinct.computeIfAbsent(comparators, c -> Layer.of(tf, c, n));
        state = apply(tf, state, layer, n);
      }
    }
    Operand<T> soft = tf.dtypes.cast(permutation(tf, state, n), scores.type());
    return SoftPermutation.ofProbabilities(tf, soft, scores, hard);
  }

  /** The rows of P and, as column n, the values on the wires times β: [B, n, n + 1]. */
  private Operand<TFloat64> start(Ops tf, Operand<TFloat64> scores, int n) {
    double[][] values = new double[n][n * (n + 1)];
    double[] identity = new double[n * (n + 1)];
    for (int i = 0; i < n; i++) {
      values[i][i * (n + 1) + n] = steepness;
      identity[i * (n + 1) + i] = 1;
    }
    Operand<TFloat64> flat =
        tf.nn.biasAdd(tf.linalg.matMul(scores, tf.constant(values)), tf.constant(identity));
    return tf.reshape(flat, tf.constant(new int[] {-1, n, n + 1}));
  }

  private Operand<TFloat64> apply(Ops tf, Operand<TFloat64> state, Layer layer, int n) {
    Operand<TFloat64> flat = tf.reshape(state, tf.constant(new int[] {-1, n * (n + 1)}));
    Operand<TFloat64> v = tf.linalg.matMul(flat, layer.differences());
    Operand<TFloat64> weights = distribution.weights(tf, v, steepness);
    Operand<TFloat64> mix = tf.nn.biasAdd(tf.linalg.matMul(weights, layer.places()), layer.idle());
    return Nodes.batchProduct(tf, tf.reshape(mix, tf.constant(new int[] {-1, n, n})), state);
  }

  /** The state without its last column. */
  private static Operand<TFloat64> permutation(Ops tf, Operand<TFloat64> state, int n) {
    double[][] first = new double[n + 1][n];
    for (int i = 0; i < n; i++) {
      first[i][i] = 1;
    }
    Operand<TFloat64> rows = tf.reshape(state, tf.constant(new int[] {-1, n + 1}));
    return tf.reshape(
        tf.linalg.matMul(rows, tf.constant(first)), tf.constant(new int[] {-1, n, n}));
  }

  /**
   * The constants of a layer of k comparators, shared by equal layers.
   *
   * @param differences [n (n + 1), k]: from the flat state to x<sub>high</sub> − x<sub>low</sub>
   * @param places [2k, n²]: where the comparators' weights stand in the matrix of the layer
   * @param idle [n²]: ones on the diagonal for the wires that are not compared
   */
  private record Layer(
      Operand<TFloat64> differences, Operand<TFloat64> places, Operand<TFloat64> idle) {

    static Layer of(Ops tf, List<Comparator> comparators, int n) {
      int k = comparators.size();
      double[][] differences = new double[n * (n + 1)][k];
      double[][] places = new double[2 * k][n * n];
      double[] idle = new double[n * n];
      for (int i = 0; i < n; i++) {
        idle[i * n + i] = 1;
      }
      for (int c = 0; c < k; c++) {
        int low = comparators.get(c).low();
        int high = comparators.get(c).high();
        differences[high * (n + 1) + n][c] = 1;
        differences[low * (n + 1) + n][c] = -1;
        places[2 * c][low * n + low] = 1;
        places[2 * c][high * n + high] = 1;
        places[2 * c + 1][low * n + high] = 1;
        places[2 * c + 1][high * n + low] = 1;
        idle[low * n + low] = 0;
        idle[high * n + high] = 0;
      }
      return new Layer(tf.constant(differences), tf.constant(places), tf.constant(idle));
    }
  }
}
