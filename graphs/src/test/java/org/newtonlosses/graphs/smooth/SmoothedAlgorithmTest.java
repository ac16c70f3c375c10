package org.newtonlosses.graphs.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.Graphs.runAll;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.testing.Numbers;
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
    int count = 4000;
    List<Numbers> found = run(smoothing, SmoothedAlgorithmTest::linear, Numbers.repeated(Y, count));

    boolean gumbel = smoothing.noise() == NoiseDistribution.GUMBEL;
    double shift = gumbel ? 0.5772156649015329 * smoothing.sigma() : 0;
    double variance = smoothing.sigma() * smoothing.sigma() * (gumbel ? Math.PI * Math.PI / 6 : 1);
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
    assertThat(found.get(0)).as("A").isUnbiasedEstimateOf(value);
    assertThat(found.get(1)).as("J").isUnbiasedEstimateOf(jacobian);
    assertThat(found.get(2)).as("loss").isUnbiasedEstimateOf(loss);
    assertThat(found.get(3)).as("gradient").isUnbiasedEstimateOf(gradient);
    // The product without J is the product with it.
    double[] j = found.get(1).flat();
    double[] each = new double[3 * count];
    for (int i = 0; i < 6 * count; i++) {
      each[i / 6 * 3 + i % 3] += COEFFICIENTS[i / 3 % 2] * j[i];
    }
    assertThat(found.get(3)).isCloseTo(each, within(1e-9));
  }

  @Test
  void gradientIsThatOfTheLossOnTheSmoothedOutput() {
    Smoothing smoothing = Smoothing.gaussian(5, 0.5);
    OutputLoss<TFloat64> squared =
        (tf, a, q) -> tf.sum(tf.math.squaredDifference(a, q), tf.constant(1));
    List<Numbers> found = run(smoothing, squared, Numbers.of(new double[][] {Y}));
    double first = found.get(0).get(0, 0) - Y[0];
    double second = found.get(0).get(0, 1) - Y[1];
    assertThat(found.get(2).get(0)).isCloseTo(first * first + second * second, within(1e-9));
    double[] j = found.get(1).flat();
    for (int i = 0; i < 3; i++) {
      assertThat(found.get(3).get(0, i))
          .isCloseTo(2 * first * j[i] + 2 * second * j[3 + i], within(1e-9));
    }
  }

  /** Smoothed output, Jacobian, loss and gradient. */
  private static List<Numbers> run(Smoothing smoothing, OutputLoss<TFloat64> loss, Numbers y) {
    return runAll(
        (tf, in) -> {
          SmoothedAlgorithm<TFloat64> smoothed = smoothed(tf, loss, smoothing, in.get(0));
          SmoothedAlgorithm.Output<TFloat64> output = smoothed.call(tf, in.get(0));
          Expansion<TFloat64> made = smoothed.expand(tf, in.get(0));
          return List.of(output.value(), output.jacobian(tf), made.loss(), made.gradient());
        },
        y);
  }

  @Test
  void hasNoHessian() {
    NewtonLoss newton = new NewtonLoss(new Hessian(1));
    Smoothing smoothing = Smoothing.gaussian(3, 1);
    assertThatGraph(
            (tf, y) ->
                newton
                    .call(tf, smoothed(tf, SmoothedAlgorithmTest::linear, smoothing, y), y)
                    .step())
        .refuses(Shape.of(-1, 3))
        .hasMessageContaining("needs a Hessian: a smoothed algorithm has no second derivative");
  }
}
