package org.newtonlosses.graphs.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.types.TFloat64;

class FenchelYoungLossTest {

  private static final double[] Y = {0.7, -0.4, 1.1};
  private static final int SAMPLES = 4;

  /** The unit vector of the largest entry maximises ⟨θ, x⟩ over the simplex. */
  private static Operand<TFloat64> largest(Ops tf, Operand<TFloat64> theta) {
    return tf.oneHot(
        tf.math.argMax(theta, tf.constant(1)),
        tf.constant(3),
        tf.constant(1.0),
        tf.constant(0.0),
        OneHot.axis(-1L));
  }

  private static Operand<TFloat64> smallest(Ops tf, Operand<TFloat64> costs) {
    return largest(tf, tf.math.neg(costs));
  }

  private static GraphTester tester(Smoothing smoothing, Objective objective) {
    return GraphTester.of(
        TFloat64.class,
        List.of(Shape.of(-1, 3), Shape.of(-1, 3), Shape.of(smoothing.samples(), -1, 3)),
        (tf, in) -> {
          BlackBox<TFloat64> solver =
              objective == Objective.MAXIMISE
                  ? FenchelYoungLossTest::largest
                  : FenchelYoungLossTest::smallest;
          Expansion<TFloat64> made =
              new FenchelYoungLoss<>(solver, objective, in.get(1), smoothing, in.get(2))
                  .expand(tf, in.get(0));
          return List.of(made.loss(), made.gradient(), made.hessian(tf));
        });
  }

  private static double[] softmax(double[] y, double sigma) {
    double total = IntStream.range(0, 3).mapToDouble(i -> Math.exp(y[i] / sigma)).sum();
    return IntStream.range(0, 3).mapToDouble(i -> Math.exp(y[i] / sigma) / total).toArray();
  }

  /** Gumbel noise on the simplex makes the loss σ times the cross-entropy of softmax(y/σ). */
  @ParameterizedTest
  @EnumSource(ControlVariate.class)
  void isTheCrossEntropyOfASoftmax(ControlVariate control) {
    for (double sigma : new double[] {0.3, 2}) {
      Smoothing smoothing = new Smoothing(SAMPLES, sigma, NoiseDistribution.GUMBEL, control, false);
      try (GraphTester tester =
          GraphTester.of(
              TFloat64.class,
              List.of(Shape.of(-1, 3), Shape.of(-1, 3)),
              (tf, in) -> {
                Operand<TFloat64> noise = Noise.sample(tf, smoothing, tf.array(1L, 2L), in.get(0));
                Expansion<TFloat64> made =
                    new FenchelYoungLoss<>(
                            FenchelYoungLossTest::largest,
                            Objective.MAXIMISE,
                            in.get(1),
                            smoothing,
                            noise)
                        .expand(tf, in.get(0));
                return List.of(made.loss(), made.gradient(), made.hessian(tf));
              })) {
        int count = 20_000;
        double[] target = {0, 1, 0};
        List<double[]> found = tester.run(Replicates.of(Y, count), Replicates.of(target, count));
        double[] p = softmax(Y, sigma);
        double[] gradient = new double[3];
        double[] hessian = new double[9];
        for (int i = 0; i < 3; i++) {
          gradient[i] = p[i] - target[i];
          for (int j = 0; j < 3; j++) {
            hessian[3 * i + j] = ((i == j ? p[i] : 0) - p[i] * p[j]) / sigma;
          }
        }
        Replicates.assertUnbiased("loss", found.get(0), new double[] {-sigma * Math.log(p[1])});
        Replicates.assertUnbiased("gradient", found.get(1), gradient);
        Replicates.assertUnbiased("Hessian", found.get(2), hessian);
        assertThat(DoubleStream.of(found.get(0)))
            .as("the target is a solution")
            .allMatch(loss -> loss >= 0);
        // The gradient is zero where the target is the smoothed solution.
        double[] zero = tester.run(Replicates.of(Y, count), Replicates.of(p, count)).get(1);
        Replicates.assertUnbiased("gradient at the target", zero, new double[3]);
      }
    }
  }

  @Test
  void gradientIsTheDerivativeOfTheLossForTheSameNoise() {
    Smoothing smoothing = Smoothing.gaussian(SAMPLES, 0.5);
    double[] noise = new Random(1).doubles(SAMPLES * 3, -2, 2).toArray();
    double[] target = {0, 1, 0};
    for (Objective objective : Objective.values()) {
      try (GraphTester tester = tester(smoothing, objective)) {
        double[] gradient = tester.run(Y, target, noise).get(1);
        for (int i = 0; i < 3; i++) {
          double h = 1e-6;
          double[] up = Y.clone();
          double[] down = Y.clone();
          up[i] += h;
          down[i] -= h;
          double difference =
              tester.run(up, target, noise).get(0)[0] - tester.run(down, target, noise).get(0)[0];
          assertThat(gradient[i]).isCloseTo(difference / (2 * h), within(1e-8));
        }
      }
    }
  }

  @Test
  void minimisingIsMaximisingTheNegative() {
    Smoothing smoothing = Smoothing.gaussian(SAMPLES, 0.5);
    double[] noise = new Random(1).doubles(SAMPLES * 3, -2, 2).toArray();
    double[] target = {1, 0, 0};
    double[] negative = IntStream.range(0, 3).mapToDouble(i -> -Y[i]).toArray();
    try (GraphTester minimising = tester(smoothing, Objective.MINIMISE);
        GraphTester maximising = tester(smoothing, Objective.MAXIMISE)) {
      List<double[]> costs = minimising.run(Y, target, noise);
      List<double[]> scores = maximising.run(negative, target, noise);
      assertThat(costs.get(0)).containsExactly(scores.get(0), within(1e-12));
      for (int i = 0; i < 3; i++) {
        assertThat(costs.get(1)[i]).isCloseTo(-scores.get(1)[i], within(1e-12));
      }
      assertThat(costs.get(2)).containsExactly(scores.get(2), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void hessianIsSymmetric(int batch) {
    Smoothing smoothing = Smoothing.gaussian(SAMPLES, 0.5);
    double[] noise = new Random(2).doubles((long) SAMPLES * batch * 3, -2, 2).toArray();
    try (GraphTester tester = tester(smoothing, Objective.MINIMISE)) {
      double[] y = new Random(3).doubles(batch * 3L, 0, 1).toArray();
      double[] hessian = tester.run(y, new double[batch * 3], noise).get(2);
      assertThat(hessian).hasSize(batch * 9);
      for (int i = 0; i < hessian.length; i++) {
        int transposed = i / 9 * 9 + i % 3 * 3 + i % 9 / 3;
        assertThat(hessian[i]).isEqualTo(hessian[transposed]);
      }
    }
  }

  @Test
  void refusesSolutionsOfAnotherSize() {
    assertThatThrownBy(
            () ->
                GraphTester.of(
                    TFloat64.class,
                    List.of(Shape.of(-1, 3), Shape.of(SAMPLES, -1, 3)),
                    (tf, in) -> {
                      BlackBox<TFloat64> solver =
                          (ops, x) -> ops.concat(List.of(x, x), ops.constant(1));
                      Operand<TFloat64> target =
                          tf.concat(List.of(in.get(0), in.get(0)), tf.constant(1));
                      return List.of(
                          new FenchelYoungLoss<>(
                                  solver,
                                  Objective.MINIMISE,
                                  target,
                                  Smoothing.gaussian(SAMPLES, 1),
                                  in.get(1))
                              .expand(tf, in.get(0))
                              .loss());
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a solver must return solutions of the size of its inputs, 3, found 6");
  }
}
