package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.ConjugateGradients;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.PerExampleHessian;
import org.newtonlosses.graphs.testing.ExpansionNumbers;
import org.newtonlosses.graphs.testing.Graphs;
import org.newtonlosses.graphs.testing.NewtonNumbers;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;

/** The curvature of a loss of lists that are padded. */
class MaskedCurvatureTest {

  private static final int N = 7;
  private static final int[] ITEMS = {1, 2, 4, 6};

  static Stream<Arguments> sortsAndCurvatures() {
    List<RelaxedSort> sorts =
        List.of(
            new NeuralSort(1, false),
            new SoftSort(1, 2, false),
            new SortingNetwork(ComparatorNetwork.BITONIC, SwapDistribution.LOGISTIC, 3, false));
    List<Curvature> curvatures =
        List.of(
            new Fisher(0.1),
            new Hessian(2),
            new PerExampleHessian(9),
            new ConjugateGradients(9, 20));
    return sorts.stream()
        .flatMap(sort -> curvatures.stream().map(curvature -> Arguments.of(sort, curvature)));
  }

  /** In a batch of less than n lists, and in a larger one. */
  @ParameterizedTest
  @MethodSource("sortsAndCurvatures")
  void ofListsInTheSameSlotsIsThatOfTheListsAlone(RelaxedSort sort, Curvature curvature) {
    for (int batch : new int[] {3, 9}) {
      PaddedLists lists = new PaddedLists(N, Collections.nCopies(batch, ITEMS));
      Numbers scores = SortCases.scores(2, batch, N);
      Numbers values = SortCases.scores(3, batch, N);
      NewtonLoss newton = new NewtonLoss(curvature);
      NewtonNumbers alone =
          Graphs.run(
              newton,
              (tf, y) -> alone(sort, lists.vectors(ITEMS.length, values)),
              lists.vectors(ITEMS.length, scores));
      NewtonNumbers padded = Graphs.run(newton, (tf, y) -> padded(sort, lists, values), scores);
      assertThat(padded.loss()).isCloseTo(alone.loss(), within(1e-11));
      isClose(padded.curvature().flat(), lists.paddedMatrix(0, alone.curvature().flat()), 0);
      for (int b = 0; b < batch; b++) {
        isClose(
            padded.gradient().example(b), lists.paddedVector(b, alone.gradient().example(b)), 0);
        // Small systems are solved by eigenvectors, which are rounded there.
        isClose(padded.step().example(b), lists.paddedVector(b, alone.step().example(b)), 1e-12);
      }
    }
  }

  /** C is the mean over all lists, with zeros where a list has no item. */
  @Test
  void ofListsOfAllLengthsIsTheMeanOfThoseOfTheLists() {
    RelaxedSort sort = new NeuralSort(1, false);
    PaddedLists lists = PaddedLists.ofAllLengths(5, N, 2);
    Numbers scores = SortCases.scores(2, lists.size(), N);
    Numbers values = SortCases.scores(3, lists.size(), N);
    double[] fisher = new double[N * N];
    double[] hessian = new double[N * N];
    for (int length = 2; length <= N; length++) {
      Numbers own = lists.vectors(length, values);
      ExpansionNumbers alone =
          Graphs.expand((tf, y) -> alone(sort, own), lists.vectors(length, scores));
      int[] of = lists.ofLength(length);
      for (int k = 0; k < of.length; k++) {
        double[] g = lists.paddedVector(of[k], alone.gradient().example(k));
        double[] h = lists.paddedMatrix(of[k], alone.hessian().example(k));
        for (int i = 0; i < N * N; i++) {
          fisher[i] += g[i / N] * g[i % N] / lists.size();
          hessian[i] += h[i] / lists.size();
        }
      }
    }
    isClose(curvature(new Fisher(1), sort, lists, scores, values), fisher, 0);
    isClose(curvature(new Hessian(1), sort, lists, scores, values), hessian, 0);
    assertThat(Arrays.stream(hessian).map(Math::abs).min().orElseThrow()).isPositive();
  }

  private static double[] curvature(
      Curvature curvature, RelaxedSort sort, PaddedLists lists, Numbers scores, Numbers values) {
    return Graphs.run(new NewtonLoss(curvature), (tf, y) -> padded(sort, lists, values), scores)
        .curvature()
        .flat();
  }

  private static void isClose(double[] found, double[] expected, double allowedOfZero) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("entry %d", i)
          .isCloseTo(expected[i], within(expected[i] == 0 ? allowedOfZero : 1e-11));
    }
  }

  /** The sum of the logarithms of the ranks' right items. */
  private static Loss<TFloat64> alone(RelaxedSort sort, Numbers values) {
    int n = Math.toIntExact(values.shape().get(1));
    DifferentiableLoss<TFloat64> loss =
        (tf, scores) -> {
          Operand<TFloat64> target = HardPermutation.of(tf, values.constant(tf), TFloat64.class);
          Operand<TFloat64> mean = new CrossEntropy().call(tf, sort.call(tf, scores), target);
          return tf.math.mul(mean, tf.constant((double) n));
        };
    return loss.independent();
  }

  private static Loss<TFloat64> padded(RelaxedSort sort, PaddedLists lists, Numbers values) {
    DifferentiableLoss<TFloat64> loss =
        (tf, scores) -> {
          Operand<TBool> present = tf.math.less(tf.constant(0.5), lists.present().constant(tf));
          Operand<TFloat64> keys = Presence.of(tf, values.constant(tf), present).keys();
          Operand<TFloat64> target = HardPermutation.of(tf, keys, TFloat64.class);
          Operand<TFloat64> mean =
              new CrossEntropy().call(tf, sort.call(tf, scores, present), target);
          return tf.math.mul(mean, tf.constant((double) lists.n()));
        };
    return loss.independent();
  }
}
