package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.Graphs.run;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.testing.GraphAssert;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.types.TFloat64;

class SwapDistributionTest {

  private static final double STEEPNESS = 3;

  @ParameterizedTest
  @CsvSource({
    "LOGISTIC, 1.5, 0.8175744761936437",
    "CAUCHY, 1.5, 0.8128329581890013",
    "GAUSSIAN, 1.5, 0.9331927987311419",
    "RECIPROCAL, 1.5, 0.7142857142857143",
    "OPTIMAL, 0.2, 0.7",
    "OPTIMAL, 1.5, 0.9583333333333334",
    "OPTIMAL, -1.5, 0.041666666666666664",
    // logistic(3 · 0.5 / 0.5^0.25)
    "LOGISTIC_PHI, 1.5, 0.8561667692614829"
  })
  void hasTheValueOfItsFormula(SwapDistribution distribution, double v, double expected) {
    assertThat(weights(distribution, v).get(0, 0)).isCloseTo(expected, within(1e-10));
  }

  @ParameterizedTest
  @EnumSource
  void isFiniteEverywhereWithItsDerivatives(SwapDistribution distribution) {
    assertThatWeights(distribution)
        .at(column(0, 1e-12, -1e-6, 0.25, -0.25, 40, -40, 750, -750, 1e4, -1e4, 1e9, -1e9))
        .isFinite();
  }

  @ParameterizedTest
  @EnumSource
  void hasTheDerivativesOfCentralDifferences(SwapDistribution distribution) {
    assertThatWeights(distribution).at(column(0.1, -0.2, 0.7, -1.9)).hasRightDerivatives();
  }

  @ParameterizedTest
  @EnumSource
  void isADistributionThatIsSymmetricAroundOneHalf(SwapDistribution distribution) {
    double[] v = new double[81];
    Arrays.setAll(v, i -> (i - 40) / 4.0);
    Numbers weights = weights(distribution, v);
    assertThat(weights).isBetween(0, 1);
    for (int i = 0; i < v.length; i++) {
      assertThat(weights.get(i, 0) + weights.get(i, 1)).isCloseTo(1, within(1e-15));
      assertThat(weights.get(i, 0)).isCloseTo(weights.get(80 - i, 1), within(1e-15));
      if (i > 0) {
        assertThat(weights.get(i, 0)).isGreaterThanOrEqualTo(weights.get(i - 1, 0));
      }
    }
    assertThat(weights.get(40, 0)).isEqualTo(0.5);
    assertThat(weights.get(80, 0)).isGreaterThan(0.9);
  }

  /** Where 1 − σ(v) would have rounded to 0 and its logarithm taught nothing. */
  @ParameterizedTest
  @CsvSource({"40", "200", "700"})
  void keepsTheSmallPartOfTheLogistic(double v) {
    Numbers weights = weights(SwapDistribution.LOGISTIC, v, -v);
    assertThat(weights.get(0, 1) / Math.exp(-v)).isCloseTo(1, within(1e-12));
    assertThat(weights.get(1, 0) / Math.exp(-v)).isCloseTo(1, within(1e-12));
  }

  /** σ and 1 − σ, [B, 2]. */
  private static GraphAssert<TFloat64> assertThatWeights(SwapDistribution distribution) {
    return assertThatGraph((tf, v) -> distribution.weights(tf, v, STEEPNESS));
  }

  private static Numbers weights(SwapDistribution distribution, double... v) {
    return run((tf, x) -> distribution.weights(tf, x, STEEPNESS), column(v));
  }

  private static Numbers column(double... v) {
    return Numbers.of(v).reshape(-1, 1);
  }
}
