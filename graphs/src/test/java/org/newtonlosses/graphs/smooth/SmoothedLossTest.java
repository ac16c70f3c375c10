package org.newtonlosses.graphs.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

class SmoothedLossTest {

  private static final double EULER = 0.5772156649015329;
  private static final double[] Y = {0.7, -0.4, 1.1};
  private static final double[] LINEAR = {2, -1, 0.5};
  private static final double[][] QUADRATIC = {{2, 0.3, 0}, {0.3, 1, -0.7}, {0, -0.7, -1.5}};

  private static Stream<Smoothing> smoothings() {
    List<Smoothing> all = new ArrayList<>();
    for (double sigma : new double[] {0.2, 1.5}) {
      for (ControlVariate control : ControlVariate.values()) {
        for (NoiseDistribution noise : NoiseDistribution.values()) {
          all.add(new Smoothing(3, sigma, noise, control, false));
          all.add(new Smoothing(10, sigma, noise, control, false));
        }
        all.add(new Smoothing(6, sigma, NoiseDistribution.GAUSSIAN, control, true));
      }
    }
    return all.stream();
  }

  /** A function as the loss on the output of the algorithm that returns its input. */
  private static SmoothedLoss<TFloat64> smoothed(
      Ops tf, OutputLoss<TFloat64> f, Smoothing smoothing, Operand<TFloat64> y) {
    Operand<TFloat64> noise = Noise.sample(tf, smoothing, tf.array(1L, 2L), y);
    return new SmoothedLoss<>((ops, x) -> x, f, y, smoothing, noise);
  }

  private static List<double[]> expand(
      OutputLoss<TFloat64> f, Smoothing smoothing, double[] y, int count) {
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, y.length),
            (tf, in) -> {
              Expansion<TFloat64> made =
                  smoothed(tf, f, smoothing, in.get(0)).expand(tf, in.get(0));
              return List.of(made.loss(), made.gradient(), made.hessian(tf));
            })) {
      return tester.run(Replicates.of(y, count));
    }
  }

  @ParameterizedTest
  @MethodSource("smoothings")
  void isUnbiasedOnQuadraticFunctions(Smoothing smoothing) {
    OutputLoss<TFloat64> f =
        (tf, x, unused) -> {
          Operand<TFloat64> product = tf.linalg.matMul(x, tf.constant(QUADRATIC));
          Operand<TFloat64> half = tf.math.mul(tf.constant(0.5), tf.math.mul(x, product));
          Operand<TFloat64> linear = tf.math.mul(x, tf.constant(LINEAR));
          return tf.sum(tf.math.add(half, linear), tf.constant(1));
        };
    List<double[]> found = expand(f, smoothing, Y, 6000);

    // E f(y + σε) = f(y + σE[ε]) + ½σ² Var[ε] tr Q
    boolean gumbel = smoothing.noise() == NoiseDistribution.GUMBEL;
    double shift = gumbel ? EULER * smoothing.sigma() : 0;
    double variance = gumbel ? Math.PI * Math.PI / 6 : 1;
    double value = 0;
    double[] gradient = new double[3];
    double[] hessian = new double[9];
    for (int i = 0; i < 3; i++) {
      double row = 0;
      for (int j = 0; j < 3; j++) {
        row += QUADRATIC[i][j] * (Y[j] + shift);
        hessian[3 * i + j] = QUADRATIC[i][j];
      }
      gradient[i] = row + LINEAR[i];
      value += (row / 2 + LINEAR[i]) * (Y[i] + shift);
      value += variance * smoothing.sigma() * smoothing.sigma() * QUADRATIC[i][i] / 2;
    }
    Replicates.assertUnbiased("value", found.get(0), new double[] {value});
    Replicates.assertUnbiased("gradient", found.get(1), gradient);
    Replicates.assertUnbiased("Hessian", found.get(2), hessian);
  }

  /** ⟨c, softmax(y/σ)⟩ is what Gumbel noise makes of the entry of c where y is largest. */
  @ParameterizedTest
  @EnumSource(ControlVariate.class)
  void gumbelNoiseTurnsTheLargestIntoASoftmax(ControlVariate control) {
    double sigma = 0.8;
    double[] c = {1, -2, 0.5};
    Smoothing smoothing = new Smoothing(4, sigma, NoiseDistribution.GUMBEL, control, false);
    OutputLoss<TFloat64> largest =
        (tf, x, unused) ->
            tf.gather(tf.constant(c), tf.math.argMax(x, tf.constant(1)), tf.constant(0));
    List<double[]> found = expand(largest, smoothing, Y, 20_000);

    double total = IntStream.range(0, 3).mapToDouble(i -> Math.exp(Y[i] / sigma)).sum();
    double[] p = IntStream.range(0, 3).mapToDouble(i -> Math.exp(Y[i] / sigma) / total).toArray();
    double mean = IntStream.range(0, 3).mapToDouble(i -> p[i] * c[i]).sum();
    double[] gradient = new double[3];
    double[] hessian = new double[9];
    for (int i = 0; i < 3; i++) {
      gradient[i] = p[i] * (c[i] - mean) / sigma;
      for (int j = 0; j < 3; j++) {
        double own = i == j ? p[i] * (c[i] - mean) : 0;
        hessian[3 * i + j] = (own - p[i] * p[j] * (c[i] + c[j] - 2 * mean)) / (sigma * sigma);
      }
    }
    Replicates.assertUnbiased("value", found.get(0), new double[] {mean});
    Replicates.assertUnbiased("gradient", found.get(1), gradient);
    Replicates.assertUnbiased("Hessian", found.get(2), hessian);
  }

  @Test
  void controlVariatesReduceTheVariance() {
    // The constant is what they remove.
    OutputLoss<TFloat64> f =
        (tf, x, unused) -> tf.math.add(tf.sum(x, tf.constant(1)), tf.constant(10.0));
    double none = spread(f, ControlVariate.NONE, false);
    assertThat(spread(f, ControlVariate.VALUE, false)).isLessThan(none / 5);
    assertThat(spread(f, ControlVariate.LEAVE_ONE_OUT, false)).isLessThan(none / 5);
    assertThat(spread(f, ControlVariate.NONE, true)).isLessThan(none / 5);
  }

  private static double spread(OutputLoss<TFloat64> f, ControlVariate control, boolean antithetic) {
    Smoothing smoothing = new Smoothing(8, 0.5, NoiseDistribution.GAUSSIAN, control, antithetic);
    double[] gradients = expand(f, smoothing, Y, 500).get(1);
    double squares = 0;
    for (double g : gradients) {
      squares += (g - 1) * (g - 1);
    }
    return Math.sqrt(squares / gradients.length);
  }

  @Test
  void float32FollowsFloat64() {
    Smoothing smoothing = Smoothing.gaussian(4, 0.5);
    double[] noise = new Random(3).doubles(4 * 2 * 3, -2, 2).toArray();
    double[] y = Replicates.of(Y, 2);
    List<double[]> exact = fed(TFloat64.class, smoothing, y, noise);
    List<double[]> single = fed(TFloat32.class, smoothing, y, noise);
    for (int i = 0; i < exact.size(); i++) {
      assertThat(single.get(i)).containsExactly(exact.get(i), within(1e-4));
    }
  }

  private static <T extends TNumber> List<double[]> fed(
      Class<T> type, Smoothing smoothing, double[] y, double[] noise) {
    try (GraphTester tester =
        GraphTester.of(
            type,
            List.of(Shape.of(-1, 3), Shape.of(4, 2, 3)),
            (tf, in) -> {
              Expansion<T> made =
                  new SmoothedLoss<T>(
                          (ops, x) -> x,
                          (ops, x, q) -> ops.sum(ops.math.square(x), ops.constant(1)),
                          in.get(0),
                          smoothing,
                          in.get(1))
                      .expand(tf, in.get(0));
              return List.of(made.loss(), made.gradient(), made.hessian(tf));
            })) {
      return tester.run(y, noise);
    }
  }

  @Test
  void refusesOtherShapes() {
    Smoothing smoothing = Smoothing.gaussian(4, 0.5);
    OutputLoss<TFloat64> sum = (tf, x, q) -> tf.sum(x, tf.constant(1));
    assertThatThrownBy(
            () -> build(smoothing, sum, (tf, x) -> x, Shape.of(-1, 3), Shape.of(5, -1, 3)))
        .hasMessageContaining("noise must have the shape [S, B, m], here [4, -1, 3]")
        .hasMessageContaining("[5, -1, 3]");
    assertThatThrownBy(
            () -> build(smoothing, sum, (tf, x) -> x, Shape.of(-1, -1), Shape.of(4, -1, 3)))
        .hasMessageContaining("predictions must have the shape [B, m] with m known");
    assertThatThrownBy(
            () ->
                build(
                    smoothing,
                    sum,
                    (tf, x) -> tf.sum(x, tf.constant(1)),
                    Shape.of(-1, 3),
                    Shape.of(4, -1, 3)))
        .hasMessageContaining("an algorithm must return the shape [N, k]");
    assertThatThrownBy(
            () ->
                build(
                    smoothing,
                    sum,
                    (tf, x) -> tf.concat(List.of(x, x), tf.constant(1)),
                    Shape.of(-1, 3),
                    Shape.of(4, -1, 3)))
        .hasMessageContaining("k = 6")
        .hasMessageContaining("[-1, 3]");
    assertThatThrownBy(
            () ->
                build(
                    smoothing, (tf, x, q) -> x, (tf, x) -> x, Shape.of(-1, 3), Shape.of(4, -1, 3)))
        .hasMessageContaining("a loss must have the shape [N]");
  }

  @Test
  void refusesNoiseForAnotherBatchWhenItRuns() {
    Shape anyNoise = Shape.of(-1, -1, 3);
    assertThatThrownBy(
            () -> {
              try (GraphTester tester = noiseOfBatch(anyNoise, 1)) {
                tester.run(Replicates.of(Y, 2));
              }
            })
        .hasMessageContaining("noise must have the shape [S, B, m], here")
        .hasMessageContaining("[4 2 3]")
        .hasMessageContaining("[4 1 3]");
    try (GraphTester tester = noiseOfBatch(anyNoise, 2)) {
      assertThat(tester.run(Replicates.of(Y, 2)).get(0)).hasSize(6);
    }
  }

  private static GraphTester noiseOfBatch(Shape known, int batch) {
    return GraphTester.of(
        TFloat64.class,
        Shape.of(-1, 3),
        (tf, in) -> {
          Operand<TFloat64> noise =
              tf.placeholderWithDefault(tf.zeros(tf.array(4, batch, 3), TFloat64.class), known);
          SmoothedLoss<TFloat64> loss =
              new SmoothedLoss<>(
                  (ops, x) -> x,
                  (ops, x, q) -> ops.sum(x, ops.constant(1)),
                  in.get(0),
                  Smoothing.gaussian(4, 0.5),
                  noise);
          return List.of(loss.expand(tf, in.get(0)).gradient());
        });
  }

  private static void build(
      Smoothing smoothing,
      OutputLoss<TFloat64> loss,
      BlackBox<TFloat64> algorithm,
      Shape predictions,
      Shape noise) {
    GraphTester.of(
            TFloat64.class,
            List.of(predictions, noise, Shape.of(-1, 3)),
            (tf, in) ->
                List.of(
                    new SmoothedLoss<>(algorithm, loss, in.get(2), smoothing, in.get(1))
                        .expand(tf, in.get(0))
                        .gradient()))
        .close();
  }
}
