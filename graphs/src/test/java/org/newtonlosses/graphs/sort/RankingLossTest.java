package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

class RankingLossTest {

  private static final double[] IDENTITY = {1, 0, 0, 1};

  static List<RankingLoss> losses() {
    return SortCases.losses();
  }

  @Test
  void hasTheValueOfItsFormula() {
    double[] p = {0.8, 0.2, 0.4, 0.6};
    double expected = -(Math.log(0.8) + Math.log(0.6)) / 2;
    assertThat(run(TFloat64.class, new CrossEntropy(), p, IDENTITY).get(0))
        .containsExactly(new double[] {expected}, within(1e-14));
    // With two items 1 − P is the other entry of the row: both losses agree.
    assertThat(run(TFloat64.class, new BinaryCrossEntropy(), p, IDENTITY).get(0))
        .containsExactly(new double[] {expected}, within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isFiniteAtProbabilitiesZeroAndOne(RankingLoss loss) {
    double[] right = {1, 0, 0, 1};
    double[] wrong = {0, 1, 1, 0};
    double[] tiny = {1e-18, 1, 1, 1e-18};
    for (Class<? extends TNumber> type : List.of(TFloat32.class, TFloat64.class)) {
      for (double[] p : List.of(right, wrong, tiny)) {
        for (double[] output : run(type, loss, p, IDENTITY)) {
          assertThat(Arrays.stream(output).allMatch(Double::isFinite))
              .as("%s %s", type.getSimpleName(), Arrays.toString(output))
              .isTrue();
        }
      }
      assertThat(run(type, loss, right, IDENTITY).get(0)[0]).isZero();
      assertThat(run(type, loss, wrong, IDENTITY).get(0)[0]).isGreaterThan(40);
    }
  }

  /** Far from the target the loss is linear in the logits; rounded probabilities would end it. */
  @Test
  void ofASoftmaxGrowsLinearlyFarFromTheTarget() {
    for (Class<? extends TNumber> type : List.of(TFloat32.class, TFloat64.class)) {
      // The first item should be smallest; NeuralSort's logits of two items differ by |s₁ − s₀|.
      List<double[]> found =
          ofTwoItems(
              type,
              new NeuralSort(1, false),
              new BinaryCrossEntropy(),
              new double[] {1000, 0, 0, 1000});
      assertThat(found.get(0)).containsExactly(new double[] {1000, 0}, within(1e-3));
      assertThat(found.get(1)).containsExactly(new double[] {1, -1, 0, 0}, within(1e-6));
    }
  }

  /** One comparator in the wrong order by v: both rows' loss is log(1 + e^v), not log 0. */
  @ParameterizedTest
  @MethodSource("losses")
  void ofALogisticNetworkGrowsLinearlyToo(RankingLoss loss) {
    RelaxedSort sort =
        new SortingNetwork(ComparatorNetwork.ODD_EVEN, SwapDistribution.LOGISTIC, 1, false);
    assertThat(ofTwoItems(TFloat32.class, sort, loss, new double[] {40, 0}).get(0))
        .containsExactly(new double[] {40}, within(1e-5));
    List<double[]> found = ofTwoItems(TFloat64.class, sort, loss, new double[] {300, 0, 0, 300});
    assertThat(found.get(0)).containsExactly(new double[] {300, 0}, within(1e-9));
    assertThat(found.get(1)).containsExactly(new double[] {1, -1, 0, 0}, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void refusesATargetOfAnotherSize(RankingLoss loss) {
    assertThatThrownBy(() -> run(TFloat64.class, loss, IDENTITY, new double[9]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target must have the shape of the permutation, [-1, 2, 2], found [1, 3, 3]");
  }

  /** Loss, gradient and Hessian with respect to the entries of P. */
  private static <T extends TNumber> List<double[]> run(
      Class<T> type, RankingLoss loss, double[] p, double[] target) {
    int n = (int) Math.sqrt(target.length);
    try (GraphTester graph =
        GraphTester.of(
            type,
            Shape.of(-1, 4),
            (tf, in) -> {
              Operand<T> matrix = tf.reshape(in.get(0), tf.constant(new int[] {-1, 2, 2}));
              Operand<T> q =
                  tf.reshape(
                      tf.dtypes.cast(tf.constant(target), type), tf.constant(new int[] {1, n, n}));
              Operand<T> value =
                  loss.call(tf, new SoftPermutation<>(matrix, matrix, Optional.empty()), q);
              Operand<T> gradient = Derivatives.gradient(tf, value, in.get(0));
              return List.of(value, gradient, Derivatives.hessian(tf, gradient, in.get(0)));
            })) {
      return graph.run(p);
    }
  }

  private static <T extends TNumber> List<double[]> ofTwoItems(
      Class<T> type, RelaxedSort sort, RankingLoss loss, double[] scores) {
    try (GraphTester graph =
        GraphTester.of(
            type,
            Shape.of(-1, 2),
            (tf, in) -> {
              Operand<T> q =
                  tf.reshape(
                      tf.dtypes.cast(tf.constant(IDENTITY), type),
                      tf.constant(new int[] {1, 2, 2}));
              SoftPermutation<T> p = sort.call(tf, in.get(0));
              Operand<T> target = tf.broadcastTo(q, tf.shape(p.permutation()));
              Operand<T> value = loss.call(tf, p, target);
              return List.of(value, Derivatives.gradient(tf, value, in.get(0)));
            })) {
      return graph.run(scores);
    }
  }
}
