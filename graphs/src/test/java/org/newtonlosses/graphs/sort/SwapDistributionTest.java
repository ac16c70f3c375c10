package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
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
    assertThat(run(distribution, v).get(0)[0]).isCloseTo(expected, within(1e-10));
  }

  @ParameterizedTest
  @EnumSource
  void isFiniteEverywhereWithItsDerivatives(SwapDistribution distribution) {
    double[] v = {0, 1e-12, -1e-6, 0.25, -0.25, 40, -40, 750, -750, 1e4, -1e4, 1e9, -1e9};
    for (double[] output : run(distribution, v)) {
      assertThat(Arrays.stream(output).allMatch(Double::isFinite))
          .as(Arrays.toString(output))
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isADistributionThatIsSymmetricAroundOneHalf(SwapDistribution distribution) {
    double[] v = new double[81];
    Arrays.setAll(v, i -> (i - 40) / 4.0);
    double[] weights = run(distribution, v).get(0);
    for (int i = 0; i < v.length; i++) {
      assertThat(weights[2 * i] + weights[2 * i + 1]).isCloseTo(1, within(1e-15));
      assertThat(weights[2 * i]).isCloseTo(weights[2 * (80 - i) + 1], within(1e-15));
      assertThat(weights[2 * i]).isBetween(0.0, 1.0);
      if (i > 0) {
        assertThat(weights[2 * i]).isGreaterThanOrEqualTo(weights[2 * i - 2]);
      }
    }
    assertThat(weights[80]).isEqualTo(0.5);
    assertThat(weights[160]).isGreaterThan(0.9);
  }

  /** Where 1 − σ(v) would have rounded to 0 and its logarithm taught nothing. */
  @ParameterizedTest
  @CsvSource({"40", "200", "700"})
  void keepsTheSmallPartOfTheLogistic(double v) {
    double[] weights = run(SwapDistribution.LOGISTIC, v, -v).get(0);
    assertThat(weights[1] / Math.exp(-v)).isCloseTo(1, within(1e-12));
    assertThat(weights[2] / Math.exp(-v)).isCloseTo(1, within(1e-12));
  }

  /** σ and 1 − σ, and their first and second derivatives summed with weights 1 and −2. */
  private static List<double[]> run(SwapDistribution distribution, double... v) {
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, 1),
            (tf, in) -> {
              Operand<TFloat64> weights = distribution.weights(tf, in.get(0), STEEPNESS);
              Operand<TFloat64> first = Derivatives.gradient(tf, mix(tf, weights), in.get(0));
              return List.of(weights, first, Derivatives.hessian(tf, first, in.get(0)));
            })) {
      return graph.run(v);
    }
  }

  private static Operand<TFloat64> mix(Ops tf, Operand<TFloat64> weights) {
    return tf.sum(tf.math.mul(weights, tf.constant(new double[] {1, -2})), tf.constant(1));
  }
}
