package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** What every relaxation of sorting has in common. */
class RelaxedSortTest {

  static List<RelaxedSort> soft() {
    return SortCases.all(2, false);
  }

  static List<RelaxedSort> sharp() {
    return SortCases.all(1e10, false);
  }

  static List<RelaxedSort> hard() {
    return SortCases.all(2, true);
  }

  @ParameterizedTest
  @MethodSource("soft")
  void isRowStochasticAndForNetworksDoubly(RelaxedSort sort) {
    Random random = new Random(11);
    for (int n : new int[] {2, 5, 8}) {
      double[] p = permutation(sort, n, SortCases.scores(random.nextLong(), 7 * n));
      assertThat(p).hasSize(7 * n * n);
      assertThat(Arrays.stream(p)).allMatch(x -> x >= 0 && x <= 1 + 1e-12);
      for (int b = 0; b < 7; b++) {
        for (int r = 0; r < n; r++) {
          double row = 0;
          double column = 0;
          for (int i = 0; i < n; i++) {
            row += p[(b * n + r) * n + i];
            column += p[(b * n + i) * n + r];
          }
          assertThat(row).isCloseTo(1, within(1e-12));
          if (sort instanceof SortingNetwork) {
            assertThat(column).isCloseTo(1, within(1e-12));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sharp")
  void becomesTheExactPermutationInTheLimit(RelaxedSort sort) {
    Random random = new Random(5);
    for (int n : new int[] {2, 3, 6, 7}) {
      double[] scores = distinct(random, 10, n);
      assertThat(permutation(sort, n, scores)).containsExactly(exact(scores, n), within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("soft")
  void doesNotDependOnTheOriginOfTheScores(RelaxedSort sort) {
    double[] scores = SortCases.scores(8, 20);
    double[] moved = Arrays.stream(scores).map(s -> s + 3).toArray();
    assertThat(permutation(sort, 5, moved))
        .containsExactly(permutation(sort, 5, scores), within(1e-10));
  }

  @ParameterizedTest
  @MethodSource("soft")
  void ofAnotherOrderOfTheItemsHasItsColumnsInThatOrder(RelaxedSort sort) {
    if (sort instanceof SortingNetwork) {
      return; // a network's comparators see the order of the items
    }
    int[] order = {3, 0, 4, 1, 2};
    double[] scores = SortCases.scores(9, 5);
    double[] reordered = Arrays.stream(order).mapToDouble(i -> scores[i]).toArray();
    double[] p = permutation(sort, 5, scores);
    double[] expected =
        IntStream.range(0, 25).mapToDouble(k -> p[k / 5 * 5 + order[k % 5]]).toArray();
    assertThat(permutation(sort, 5, reordered)).containsExactly(expected, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("hard")
  void inTheHardModeIsExactForwardAndRelaxedBackward(RelaxedSort sort) {
    RelaxedSort relaxed =
        soft().stream().filter(s -> s.toString().equals(softName(sort))).findFirst().orElseThrow();
    double[] scores = distinct(new Random(2), 4, 4);
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, 4),
            (tf, in) -> {
              SoftPermutation<TFloat64> p = sort.call(tf, in.get(0));
              return List.of(
                  p.permutation(),
                  p.sorted(tf, in.get(0)),
                  gradientOfSquares(tf, p, in.get(0)),
                  gradientOfSquares(tf, relaxed.call(tf, in.get(0)), in.get(0)));
            })) {
      List<double[]> found = graph.run(scores);
      assertThat(found.get(0)).containsExactly(exact(scores, 4));
      for (int b = 0; b < 4; b++) {
        double[] sorted = Arrays.copyOfRange(scores, 4 * b, 4 * b + 4);
        Arrays.sort(sorted);
        assertThat(Arrays.copyOfRange(found.get(1), 4 * b, 4 * b + 4)).containsExactly(sorted);
      }
      assertThat(found.get(2)).containsExactly(found.get(3));
      assertThat(Arrays.stream(found.get(2)).map(Math::abs).sum()).isPositive();
    }
  }

  @Test
  void namesWrongParameters() {
    assertThatThrownBy(() -> new NeuralSort(-1, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature must be positive and finite, found -1.0");
    assertThatThrownBy(() -> new SoftSort(Double.NaN, 1, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature must be positive and finite, found NaN");
    assertThatThrownBy(() -> new SoftSort(1, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("power must be positive and finite, found 0.0");
    assertThatThrownBy(
            () ->
                new SortingNetwork(
                    ComparatorNetwork.BITONIC,
                    SwapDistribution.CAUCHY,
                    Double.POSITIVE_INFINITY,
                    false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steepness must be positive and finite, found Infinity");
  }

  @ParameterizedTest
  @MethodSource("soft")
  void refusesScoresThatItCannotSort(RelaxedSort sort) {
    assertRefused(sort, TFloat64.class, Shape.of(-1, 1), "with n ≥ 2 known, found [-1, 1]");
    assertRefused(sort, TFloat64.class, Shape.of(4, -1), "with n ≥ 2 known, found [4, -1]");
    assertRefused(sort, TFloat32.class, Shape.of(4, 5, 1), "with n ≥ 2 known, found [4, 5, 1]");
    assertRefused(sort, TInt32.class, Shape.of(-1, 5), "float32 or float64, found TInt32");
  }

  private static <T extends TNumber> void assertRefused(
      RelaxedSort sort, Class<T> type, Shape shape, String message) {
    assertThatThrownBy(
            () ->
                GraphTester.of(
                    type, shape, (tf, in) -> List.of(sort.call(tf, in.get(0)).permutation())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static double[] permutation(RelaxedSort sort, int n, double[] scores) {
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, n),
            (tf, in) -> List.of(sort.call(tf, in.get(0)).permutation()))) {
      return graph.run(scores).get(0);
    }
  }

  /** The gradient of Σ W · P with different weights W. */
  private static Operand<TFloat64> gradientOfSquares(
      Ops tf, SoftPermutation<TFloat64> p, Operand<TFloat64> scores) {
    double[][] weights = new double[4][4];
    for (int k = 0; k < 16; k++) {
      weights[k / 4][k % 4] = k * k;
    }
    Operand<TFloat64> sum =
        tf.sum(tf.math.mul(p.permutation(), tf.constant(weights)), tf.constant(new int[] {1, 2}));
    return Derivatives.gradient(tf, sum, scores);
  }

  private static String softName(RelaxedSort sort) {
    return sort.toString().replace("hard=true", "hard=false");
  }

  /** Shuffles of 1 … n, scaled. */
  private static double[] distinct(Random random, int batch, int n) {
    double[] scores = new double[batch * n];
    for (int b = 0; b < batch; b++) {
      double[] keys = random.doubles(n).toArray();
      Integer[] order = order(keys);
      for (int r = 0; r < n; r++) {
        scores[b * n + order[r]] = 0.7 * (r + 1);
      }
    }
    return scores;
  }

  private static double[] exact(double[] scores, int n) {
    double[] p = new double[scores.length * n];
    for (int b = 0; b < scores.length / n; b++) {
      Integer[] order = order(Arrays.copyOfRange(scores, b * n, (b + 1) * n));
      for (int r = 0; r < n; r++) {
        p[(b * n + r) * n + order[r]] = 1;
      }
    }
    return p;
  }

  private static Integer[] order(double[] keys) {
    Integer[] order = IntStream.range(0, keys.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> keys[i]));
    return order;
  }
}
