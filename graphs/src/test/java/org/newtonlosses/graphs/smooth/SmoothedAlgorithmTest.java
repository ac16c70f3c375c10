package org.newtonlosses.graphs.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

class SmoothedAlgorithmTest {

  private static final double[] Y = {0.7, -0.4, 1.1};
  private static final double[][] MATRIX = {{2, 0.3}, {-1, 1}, {0.5, 0}};
  private static final double[] COEFFICIENTS = {1.5, -2};

  private static Stream<Smoothing> smoothings() {
    List<Smoothing> all = new ArrayList<>();
    for (double sigma : new double[] {0.2, 1.5}) {
      for (ControlVariate control : ControlVariate.values()) {
        all.add(new Smoothing(3, sigma, NoiseDistribution.GAUSSIAN, control, false));
        all.add(new Smoothing(7, sigma, NoiseDistribution.GUMBEL, control, false));
        all.add(new Smoothing(6, sigma, NoiseDistribution.GAUSSIAN, control, true));
      }
    }
    return all.stream();
  }

  /** A(y) = yM + (y₁², y₂²). */
  private static Operand<TFloat64> algorithm(Ops tf, Operand<TFloat64> y) {
    Operand<TFloat64> first = tf.slice(y, tf.array(0, 0), tf.array(-1, 2));
    return tf.math.add(tf.linalg.matMul(y, tf.constant(MATRIX)), tf.math.square(first));
  }

  /** ⟨c, a⟩, whose gradient through the algorithm is unbiased. */
  private static Operand<TFloat64> linear(
      Ops tf, Operand<TFloat64> output, Operand<TFloat64> unused) {
    return tf.sum(tf.math.mul(output, tf.constant(COEFFICIENTS)), tf.constant(1));
  }

  private static SmoothedAlgorithm<TFloat64> smoothed(
      Ops tf, OutputLoss<TFloat64> loss, Smoothing smoothing, Operand<TFloat64> y) {
    return new SmoothedAlgorithm<>(
        SmoothedAlgorithmTest::algorithm,
        loss,
        tf.slice(y, tf.array(0, 0), tf.array(-1, 2)),
        smoothing,
        Noise.sample(tf, smoothing, tf.array(3L, 4L), y));
  }

  @ParameterizedTest
  @MethodSource("smoothings")
  void isUnbiased(Smoothing smoothing) {
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, 3),
            (tf, in) -> {
              SmoothedAlgorithm<TFloat64> smoothed =
                  smoothed(tf, SmoothedAlgorithmTest::linear, smoothing, in.get(0));
              SmoothedAlgorithm.Output<TFloat64> output = smoothed.call(tf, in.get(0));
              Expansion<TFloat64> made = smoothed.expand(tf, in.get(0));
              return List.of(output.value(), output.jacobian(tf), made.loss(), made.gradient());
            })) {
      int count = 4000;
      List<double[]> found = tester.run(Replicates.of(Y, count));

      boolean gumbel = smoothing.noise() == NoiseDistribution.GUMBEL;
      double shift = gumbel ? 0.5772156649015329 * smoothing.sigma() : 0;
      double variance =
          smoothing.sigma() * smoothing.sigma() * (gumbel ? Math.PI * Math.PI / 6 : 1);
      double[] value = new double[2];
      double[] jacobian = new double[6];
      double[] gradient = new double[3];
      double loss = 0;
      for (int k = 0; k < 2; k++) {
        value[k] = (Y[k] + shift) * (Y[k] + shift) + variance;
        for (int i = 0; i < 3; i++) {
          value[k] += (Y[i] + shift) * MATRIX[i][k];
          jacobian[3 * k + i] = MATRIX[i][k] + (i == k ? 2 * (Y[k] + shift) : 0);
          gradient[i] += COEFFICIENTS[k] * jacobian[3 * k + i];
        }
        loss += COEFFICIENTS[k] * value[k];
      }
      Replicates.assertUnbiased("A", found.get(0), value);
      Replicates.assertUnbiased("J", found.get(1), jacobian);
      Replicates.assertUnbiased("loss", found.get(2), new double[] {loss});
      Replicates.assertUnbiased("gradient", found.get(3), gradient);
      // The product without J is the product with it.
      double[] each = new double[3 * count];
      for (int j = 0; j < 6 * count; j++) {
        each[j / 6 * 3 + j % 3] += COEFFICIENTS[j / 3 % 2] * found.get(1)[j];
      }
      assertThat(found.get(3)).containsExactly(each, within(1e-9));
    }
  }

  @Test
  void gradientIsThatOfTheLossOnTheSmoothedOutput() {
    Smoothing smoothing = Smoothing.gaussian(5, 0.5);
    OutputLoss<TFloat64> squared =
        (tf, a, q) -> tf.sum(tf.math.squaredDifference(a, q), tf.constant(1));
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, 3),
            (tf, in) -> {
              SmoothedAlgorithm<TFloat64> smoothed = smoothed(tf, squared, smoothing, in.get(0));
              SmoothedAlgorithm.Output<TFloat64> output = smoothed.call(tf, in.get(0));
              Expansion<TFloat64> made = smoothed.expand(tf, in.get(0));
              return List.of(output.value(), output.jacobian(tf), made.loss(), made.gradient());
            })) {
      List<double[]> found = tester.run(Y);
      double first = found.get(0)[0] - Y[0];
      double second = found.get(0)[1] - Y[1];
      assertThat(found.get(2)[0]).isCloseTo(first * first + second * second, within(1e-9));
      double[] j = found.get(1);
      for (int i = 0; i < 3; i++) {
        assertThat(found.get(3)[i])
            .isCloseTo(2 * first * j[i] + 2 * second * j[3 + i], within(1e-9));
      }
    }
  }

  @Test
  void hasNoHessian() {
    assertThatThrownBy(
            () ->
                GraphTester.of(
                    TFloat64.class,
                    Shape.of(-1, 3),
                    (tf, in) ->
                        List.of(
                            new NewtonLoss(new Hessian(1))
                                .call(
                                    tf,
                                    smoothed(
                                        tf,
                                        SmoothedAlgorithmTest::linear,
                                        Smoothing.gaussian(3, 1),
                                        in.get(0)),
                                    in.get(0))
                                .step())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a Hessian: a smoothed algorithm has no second derivative");
  }
}
