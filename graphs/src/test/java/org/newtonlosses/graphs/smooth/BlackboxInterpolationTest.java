package org.newtonlosses.graphs.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.testing.ExpansionNumbers;
import org.newtonlosses.graphs.testing.Graphs;
import org.newtonlosses.graphs.testing.Numbers;
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

  private static BlackboxInterpolation<TFloat64> interpolation(
      Objective objective, double lambda, Operand<TFloat64> target) {
    BlackBox<TFloat64> solver =
        objective == Objective.MINIMISE
            ? BlackboxInterpolationTest::smallest
            : BlackboxInterpolationTest::largest;
    return new BlackboxInterpolation<>(
        solver, objective, BlackboxInterpolationTest::squared, target, lambda);
  }

  private static ExpansionNumbers run(
      Objective objective, double lambda, double[] y, double... target) {
    Numbers targets = Numbers.of(new double[][] {target});
    return Graphs.expand(
        (tf, x) -> interpolation(objective, lambda, targets.constant(tf)),
        Numbers.of(new double[][] {y}));
  }

  @Test
  void movesTheCostsAlongTheGradientOfTheLoss() {
    // A = (1, 0, 0), v = 2(A − target) = (2, −2, 0): the second is cheapest from λ = 0.1/4 on.
    double[] costs = {1, 1.1, 5};
    double[] target = {0, 1, 0};
    ExpansionNumbers near = run(Objective.MINIMISE, 0.02, costs, target);
    assertThat(near.loss()).containsExactly(2);
    assertThat(near.gradient()).containsExactly(0, 0, 0);
    ExpansionNumbers far = run(Objective.MINIMISE, 0.05, costs, target);
    assertThat(far.loss()).containsExactly(2);
    // Descending raises the first cost and lowers the second.
    assertThat(far.gradient()).isCloseTo(new double[] {-20, 20, 0}, within(1e-12));
  }

  @Test
  void maximisingIsMinimisingTheNegative() {
    double[] costs = {1, 1.1, 5};
    double[] target = {0, 1, 0};
    double[] scores = IntStream.range(0, 3).mapToDouble(i -> -costs[i]).toArray();
    ExpansionNumbers found = run(Objective.MAXIMISE, 0.05, scores, target);
    assertThat(found.loss()).containsExactly(2);
    assertThat(found.gradient()).isCloseTo(new double[] {20, -20, 0}, within(1e-12));
  }

  @Test
  void gradientIsZeroAtTheTarget() {
    double[] costs = {1, 1.1, 5};
    double[] target = {1, 0, 0};
    ExpansionNumbers found = run(Objective.MINIMISE, 10, costs, target);
    assertThat(found.loss()).containsExactly(0);
    assertThat(found.gradient()).containsExactly(0, 0, 0);
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
    NewtonLoss newton = new NewtonLoss(new Hessian(1));
    assertThatGraph((tf, y) -> newton.call(tf, interpolation(Objective.MINIMISE, 1, y), y).step())
        .refuses(Shape.of(-1, 3))
        .hasMessageContaining("needs a Hessian: blackbox interpolation has no second derivative");
  }
}
