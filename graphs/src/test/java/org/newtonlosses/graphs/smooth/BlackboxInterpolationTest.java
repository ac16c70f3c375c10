package org.newtonlosses.graphs.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.types.TFloat64;

class BlackboxInterpolationTest {

  private static Operand<TFloat64> smallest(Ops tf, Operand<TFloat64> costs) {
    return tf.oneHot(
        tf.math.argMin(costs, tf.constant(1)),
        tf.constant(3),
        tf.constant(1.0),
        tf.constant(0.0),
        OneHot.axis(-1L));
  }

  private static Operand<TFloat64> largest(Ops tf, Operand<TFloat64> scores) {
    return smallest(tf, tf.math.neg(scores));
  }

  private static Operand<TFloat64> squared(Ops tf, Operand<TFloat64> a, Operand<TFloat64> q) {
    return tf.sum(tf.math.squaredDifference(a, q), tf.constant(1));
  }

  private static Expansion<TFloat64> expand(
      Ops tf, Objective objective, double lambda, List<Operand<TFloat64>> in) {
    BlackBox<TFloat64> solver =
        objective == Objective.MINIMISE
            ? BlackboxInterpolationTest::smallest
            : BlackboxInterpolationTest::largest;
    return new BlackboxInterpolation<>(
            solver, objective, BlackboxInterpolationTest::squared, in.get(1), lambda)
        .expand(tf, in.get(0));
  }

  private static List<double[]> run(
      Objective objective, double lambda, double[] y, double[] target) {
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            List.of(Shape.of(-1, 3), Shape.of(-1, 3)),
            (tf, in) -> {
              Expansion<TFloat64> made = expand(tf, objective, lambda, in);
              return List.of(made.loss(), made.gradient());
            })) {
      return tester.run(y, target);
    }
  }

  @Test
  void movesTheCostsAlongTheGradientOfTheLoss() {
    // A = (1, 0, 0), v = 2(A − target) = (2, −2, 0): the second is cheapest from λ = 0.1/4 on.
    double[] costs = {1, 1.1, 5};
    double[] target = {0, 1, 0};
    List<double[]> near = run(Objective.MINIMISE, 0.02, costs, target);
    assertThat(near.get(0)).containsExactly(2);
    assertThat(near.get(1)).containsExactly(0, 0, 0);
    List<double[]> far = run(Objective.MINIMISE, 0.05, costs, target);
    assertThat(far.get(0)).containsExactly(2);
    // Descending raises the first cost and lowers the second.
    assertThat(far.get(1)).containsExactly(new double[] {-20, 20, 0}, within(1e-12));
  }

  @Test
  void maximisingIsMinimisingTheNegative() {
    double[] costs = {1, 1.1, 5};
    double[] target = {0, 1, 0};
    double[] scores = IntStream.range(0, 3).mapToDouble(i -> -costs[i]).toArray();
    List<double[]> found = run(Objective.MAXIMISE, 0.05, scores, target);
    assertThat(found.get(0)).containsExactly(2);
    assertThat(found.get(1)).containsExactly(new double[] {20, -20, 0}, within(1e-12));
  }

  @Test
  void gradientIsZeroAtTheTarget() {
    double[] costs = {1, 1.1, 5};
    double[] target = {1, 0, 0};
    List<double[]> found = run(Objective.MINIMISE, 10, costs, target);
    assertThat(found.get(0)).containsExactly(0);
    assertThat(found.get(1)).containsExactly(0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void refusesLambda(double lambda) {
    assertThatThrownBy(() -> run(Objective.MINIMISE, lambda, new double[3], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lambda must be positive and finite, found " + lambda);
  }

  @Test
  void hasNoHessian() {
    assertThatThrownBy(
            () ->
                GraphTester.of(
                    TFloat64.class,
                    List.of(Shape.of(-1, 3), Shape.of(-1, 3)),
                    (tf, in) ->
                        List.of(
                            new NewtonLoss(new Hessian(1))
                                .call(
                                    tf,
                                    new BlackboxInterpolation<>(
                                        BlackboxInterpolationTest::smallest,
                                        Objective.MINIMISE,
                                        BlackboxInterpolationTest::squared,
                                        in.get(1),
                                        1),
                                    in.get(0))
                                .step())))
        .hasMessageContaining("needs a Hessian: blackbox interpolation has no second derivative");
  }
}
