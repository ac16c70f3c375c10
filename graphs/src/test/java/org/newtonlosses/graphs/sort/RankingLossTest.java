package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.testing.LossAssert;
import org.newtonlosses.graphs.testing.LossFunction;
import org.newtonlosses.graphs.testing.Numbers;
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
    double[] expected = {-(Math.log(0.8) + Math.log(0.6)) / 2};
    // With two items 1 − P is the other entry of the row: both losses agree.
    for (RankingLoss loss : losses()) {
      assertThatLoss(ofEntries(loss, IDENTITY)).at(p).loss().isCloseTo(expected, within(1e-14));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isFiniteAtProbabilitiesZeroAndOne(RankingLoss loss) {
    double[] right = {1, 0, 0, 1};
    double[] wrong = {0, 1, 1, 0};
    double[] tiny = {1e-18, 1, 1, 1e-18};
    for (double[] p : List.of(right, wrong, tiny)) {
      ofEntries(TNumber.class, loss).at(p).isFinite();
    }
    for (Class<? extends TNumber> type : List.of(TFloat32.class, TFloat64.class)) {
      ofEntries(type, loss).at(right).loss().containsExactly(0);
      ofEntries(type, loss).at(wrong).loss().isBetween(40, 1000);
    }
  }

  private static <T extends TNumber> LossAssert<T> ofEntries(Class<T> type, RankingLoss loss) {
    return assertThatLoss(type, ofEntries(loss, IDENTITY));
  }

  /** Far from the target the loss is linear in the logits; rounded probabilities would end it. */
  @Test
  void ofASoftmaxGrowsLinearlyFarFromTheTarget() {
    for (Class<? extends TNumber> type : List.of(TFloat32.class, TFloat64.class)) {
      // The first item should be smallest; NeuralSort's logits of two items differ by |s₁ − s₀|.
      LossAssert<?> far =
          ofTwoItems(type, new NeuralSort(1, false), new BinaryCrossEntropy())
              .at(new double[][] {{1000, 0}, {0, 1000}});
      far.loss().isCloseTo(new double[] {1000, 0}, within(1e-3));
      far.gradient().isCloseTo(new double[] {1, -1, 0, 0}, within(1e-6));
    }
  }

  /** One comparator in the wrong order by v: both rows' loss is log(1 + e^v), not log 0. */
  @ParameterizedTest
  @MethodSource("losses")
  void ofALogisticNetworkGrowsLinearlyToo(RankingLoss loss) {
    RelaxedSort sort =
        new SortingNetwork(ComparatorNetwork.ODD_EVEN, SwapDistribution.LOGISTIC, 1, false);
    ofTwoItems(TFloat32.class, sort, loss)
        .at(new double[] {40, 0})
        .loss()
        .isCloseTo(new double[] {40}, within(1e-5));
    LossAssert<?> far =
        ofTwoItems(TFloat64.class, sort, loss).at(new double[][] {{300, 0}, {0, 300}});
    far.loss().isCloseTo(new double[] {300, 0}, within(1e-9));
    far.gradient().isCloseTo(new double[] {1, -1, 0, 0}, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void refusesATargetOfAnotherSize(RankingLoss loss) {
    assertThatLoss(ofEntries(loss, new double[9]))
        .refuses(Shape.of(-1, 4))
        .hasMessage("target must have the shape of the permutation, [-1, 2, 2], found [1, 3, 3]");
  }

  /** As a loss of the entries of P, [B, 4]. */
  private static <T extends TNumber> LossFunction<T> ofEntries(RankingLoss loss, double[] target) {
    int n = (int) Math.sqrt(target.length);
    DifferentiableLoss<T> ofEntries =
        (tf, y) -> {
          Operand<T> p = tf.reshape(y, tf.array(-1, 2, 2));
          Operand<T> q = Numbers.of(target).reshape(1, n, n).constant(tf, y.type());
          return loss.call(tf, new SoftPermutation<>(p, p, Optional.empty()), q);
        };
    return (tf, y) -> ofEntries;
  }

  /** As a loss of two scores of which the first should be the smaller, [B, 2]. */
  private static <T extends TNumber> LossAssert<T> ofTwoItems(
      Class<T> type, RelaxedSort sort, RankingLoss loss) {
    return assertThatLoss(
            type,
            (tf, y) -> {
              Operand<T> q = Numbers.of(IDENTITY).reshape(1, 2, 2).constant(tf, type);
              return sort.loss(loss, tf.broadcastTo(q, tf.shape(sort.call(tf, y).permutation())));
            })
        .upToOrder(1);
  }
}
