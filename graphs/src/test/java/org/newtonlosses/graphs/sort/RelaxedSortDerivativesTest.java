package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Value, gradient and Hessian of every algorithm under both losses; the cross-entropy has a
 * weighted sum of the permutation and the sorted scores beside it.
 */
class RelaxedSortDerivativesTest {

  private static final int N = 3;

  /** The true values rank the items 1, 2, 0. */
  private static final double[] VALUES = {30, 10, 20};

  /** Scores that are tied or far apart, in the right order and in the wrong one. */
  private static final double[] HARSH = {
    0, 0, 0, 1, 1, 2, 2, 1, 1, -3, 5, 5, 1e4, 0, 1e4, 0, 1e4, -1e4, 1e4, -1e4, 0, 1e6, 0, 0.5, -1e6,
    1e6, 0, 1e6, -1e6, 0, 0, 1e-7, 2e-7, 60, 0, 30, 0, 60, 30
  };

  private static final Map<String, GraphTester> GRAPHS = new ConcurrentHashMap<>();

  static List<RelaxedSort> algorithms() {
    return SortCases.all(1.5, false);
  }

  @AfterAll
  static void close() {
    GRAPHS.values().forEach(GraphTester::close);
    GRAPHS.clear();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void areThoseOfCentralDifferences(RelaxedSort sort) {
    GraphTester graph = graph(TFloat64.class, sort);
    double[] x = {0.9, -0.35, 0.2};
    List<double[]> found = graph.run(x);
    for (int f = 0; f < found.size(); f += 3) {
      assertThat(found.get(f + 1)).containsExactly(differences(graph, f, x), within(2e-7));
      assertThat(found.get(f + 2)).containsExactly(differences(graph, f + 1, x), within(2e-7));
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void areFiniteAtTiesAndFarApart(RelaxedSort sort) {
    for (Class<? extends TNumber> type : List.of(TFloat32.class, TFloat64.class)) {
      for (double[] output : graph(type, sort).run(HARSH)) {
        assertThat(Arrays.stream(output).allMatch(Double::isFinite))
            .as("%s %s", type.getSimpleName(), Arrays.toString(output))
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void ofFloat32AreCloseToThoseOfFloat64(RelaxedSort sort) {
    double[] scores = SortCases.scores(3, 8 * N);
    List<double[]> single = graph(TFloat32.class, sort).run(scores);
    List<double[]> twice = graph(TFloat64.class, sort).run(scores);
    for (int f = 0; f < twice.size(); f++) {
      double scale = Arrays.stream(twice.get(f)).map(Math::abs).max().orElseThrow();
      assertThat(single.get(f)).containsExactly(twice.get(f), within(1e-4 * (1 + scale)));
    }
  }

  private static double[] differences(GraphTester graph, int output, double[] x) {
    return Arrays.stream(graph.centralDifferences(output, x, 1e-5))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static GraphTester graph(Class<? extends TNumber> type, RelaxedSort sort) {
    return GRAPHS.computeIfAbsent(type.getSimpleName() + sort, key -> build(type, sort));
  }

  /** For each function the value [B], the gradient [B, N] and the Hessian [B, N, N]. */
  private static <T extends TNumber> GraphTester build(Class<T> type, RelaxedSort sort) {
    return GraphTester.of(
        type,
        Shape.of(-1, N),
        (tf, in) -> {
          Operand<T> scores = in.get(0);
          SoftPermutation<T> p = sort.call(tf, scores);
          Operand<T> values = tf.dtypes.cast(tf.constant(new double[][] {VALUES}), type);
          Operand<T> target =
              tf.broadcastTo(HardPermutation.of(tf, values, type), tf.shape(p.permutation()));
          List<Operand<T>> outputs = new ArrayList<>();
          Operand<T> crossEntropy =
              tf.math.add(new CrossEntropy().call(tf, p, target), weightedSum(tf, p, scores));
          addWithDerivatives(tf, outputs, crossEntropy, scores);
          addWithDerivatives(tf, outputs, new BinaryCrossEntropy().call(tf, p, target), scores);
          return outputs;
        });
  }

  /** Σ W · P + Σ w · sorted: a plain sum of P would be constant. */
  private static <T extends TNumber> Operand<T> weightedSum(
      Ops tf, SoftPermutation<T> p, Operand<T> scores) {
    double[][] w = {{0.3, -1.1, 0.7}, {0.9, 0.4, -0.6}, {-0.2, 1.3, 0.8}};
    double[] v = {0.5, -0.4, 0.25};
    Class<T> type = scores.type();
    Operand<T> ofP =
        tf.sum(
            tf.math.mul(p.permutation(), tf.dtypes.cast(tf.constant(w), type)),
            tf.constant(new int[] {1, 2}));
    Operand<T> ofSorted =
        tf.sum(
            tf.math.mul(p.sorted(tf, scores), tf.dtypes.cast(tf.constant(v), type)),
            tf.constant(1));
    return tf.math.add(ofP, ofSorted);
  }

  private static <T extends TNumber> void addWithDerivatives(
      Ops tf, List<Operand<T>> outputs, Operand<T> value, Operand<T> scores) {
    Operand<T> gradient = Derivatives.gradient(tf, value, scores);
    outputs.addAll(List.of(value, gradient, Derivatives.hessian(tf, gradient, scores)));
  }
}
