package org.newtonlosses.graphs.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class NewtonLossTest {

  private static final Offset<Double> EXACT = within(1e-10);

  /** ½ yᵀAy with A = diag(1, 4, 9): its Hessian is A, its minimum 0. */
  private static Operand<TFloat64> quadratic(Ops tf, Operand<TFloat64> y) {
    Operand<TFloat64> scales = tf.constant(new double[] {0.5, 2, 4.5});
    return tf.sum(tf.math.mul(scales, tf.math.square(y)), tf.constant(1));
  }

  private static double[] random(int size, long seed) {
    return new Random(seed).doubles(size, -2, 2).toArray();
  }

  private static GraphTester tester(NewtonLoss newton, DifferentiableLoss<TFloat64> loss, int m) {
    return GraphTester.of(
        TFloat64.class,
        Shape.of(-1, m),
        (tf, in) -> {
          Operand<TFloat64> y = in.get(0);
          NewtonStep<TFloat64> made = newton.call(tf, loss, y);
          return List.of(
              made.loss(),
              made.gradient(),
              made.curvature(),
              made.step(),
              made.newtonLoss(),
              Derivatives.gradient(tf, made.newtonLoss(), y),
              made.injectedLoss(),
              Derivatives.gradient(tf, made.injectedLoss(), y));
        });
  }

  @ParameterizedTest
  @EnumSource(CurvatureKind.class)
  void targetAndInjectedFormHaveTheStepAsTheirGradient(CurvatureKind curvature) {
    try (GraphTester tester =
        tester(new NewtonLoss(curvature.of(0.3)), NewtonLossTest::quadratic, 3)) {
      List<double[]> found = tester.run(random(12, 1));
      double[] step = found.get(3);
      assertThat(found.get(5)).containsExactly(step, EXACT);
      assertThat(found.get(7)).containsExactly(step, EXACT);
      assertThat(found.get(6)).as("injection keeps the value").containsExactly(found.get(0), EXACT);
      for (int b = 0; b < 4; b++) {
        double squares = 0;
        for (int i = 0; i < 3; i++) {
          squares += step[3 * b + i] * step[3 * b + i];
        }
        assertThat(found.get(4)[b]).isCloseTo(squares / 2, EXACT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CurvatureKind.class,
      names = {"HESSIAN", "PER_EXAMPLE_HESSIAN"})
  void hessianStepOfAQuadraticLossGoesToItsMinimum(CurvatureKind curvature) {
    try (GraphTester tester =
        tester(new NewtonLoss(curvature.of(1e-13)), NewtonLossTest::quadratic, 3)) {
      double[] y = random(12, 2);
      List<double[]> found = tester.run(y);
      assertThat(found.get(3)).containsExactly(y, EXACT);
      assertThat(found.get(2)).containsExactly(new double[] {1, 0, 0, 0, 4, 0, 0, 0, 9}, EXACT);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CurvatureKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE"})
  void largeTikhonovGivesGradientDescent(CurvatureKind curvature) {
    double tikhonov = 1e9;
    try (GraphTester tester =
        tester(new NewtonLoss(curvature.of(tikhonov)), NewtonLossTest::quadratic, 3)) {
      List<double[]> found = tester.run(random(12, 3));
      double[] scaled = Arrays.stream(found.get(3)).map(s -> s * tikhonov).toArray();
      assertThat(scaled).containsExactly(found.get(1), within(1e-5));
    }
  }

  @ParameterizedTest
  @EnumSource(CurvatureKind.class)
  void aBatchThatIsRepeatedGivesTheSameSteps(CurvatureKind curvature) {
    try (GraphTester tester =
        tester(new NewtonLoss(curvature.of(0.1)), NewtonLossTest::quadratic, 3)) {
      double[] y = random(6, 4);
      double[] twice = Arrays.copyOf(y, 12);
      System.arraycopy(y, 0, twice, 6, 6);
      double[] once = tester.run(y).get(3);
      assertThat(Arrays.copyOf(tester.run(twice).get(3), 6)).containsExactly(once, EXACT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 6, 7, 20})
  void fisherThroughExamplesAndThroughFeaturesAgree(int batch) {
    double[] gradient = random(batch * 6, batch);
    Fisher fisher = new Fisher(0.05);
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, 6),
            (tf, in) ->
                List.of(
                    fisher.byFeatures(tf, in.get(0)),
                    fisher.byExamples(tf, in.get(0)),
                    fisher
                        .call(tf, new Expansion<>(in.get(0), in.get(0), Optional.empty()))
                        .step()))) {
      List<double[]> found = tester.run(gradient);
      assertThat(found.get(1)).containsExactly(found.get(0), EXACT);
      assertThat(found.get(2))
          .as("the smaller system is the one that is solved")
          .containsExactly(batch < 6 ? found.get(1) : found.get(0));
    }
  }

  @Test
  void scalarCurvatureIsTheMeanEigenvalueOfTheFisher() {
    try (GraphTester tester =
        tester(new NewtonLoss(new Scalar(0.2)), NewtonLossTest::quadratic, 3)) {
      List<double[]> found = tester.run(random(12, 5));
      double scale = Arrays.stream(found.get(1)).map(g -> g * g).sum() / 12;
      assertThat(found.get(2))
          .containsExactly(new double[] {scale, 0, 0, 0, scale, 0, 0, 0, scale}, EXACT);
      double[] expected = Arrays.stream(found.get(1)).map(g -> g / (scale + 0.2)).toArray();
      assertThat(found.get(3)).containsExactly(expected, EXACT);
    }
  }

  @Test
  void noneIsTheLossItself() {
    try (GraphTester tester = tester(new NewtonLoss(new None()), NewtonLossTest::quadratic, 3)) {
      List<double[]> found = tester.run(random(12, 6));
      assertThat(found.get(3)).containsExactly(found.get(1));
      assertThat(found.get(2)).containsOnly(0);
    }
  }

  @Test
  void indefiniteCurvatureIsSolvedAsItIs() {
    // −½ y₀² + ½ y₁²
    DifferentiableLoss<TFloat64> saddle =
        (tf, y) ->
            tf.sum(
                tf.math.mul(tf.constant(new double[] {-0.5, 0.5}), tf.math.square(y)),
                tf.constant(1));
    try (GraphTester tester = tester(new NewtonLoss(new Hessian(0.25)), saddle, 2)) {
      double[] found = tester.run(new double[] {1, 1}).get(3);
      assertThat(found).containsExactly(new double[] {-1 / -0.75, 1 / 1.25}, EXACT);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CurvatureKind.class,
      names = {"HESSIAN", "PER_EXAMPLE_HESSIAN"})
  void singularSystemFailsWithTikhonovAndEigenvalues(CurvatureKind curvature) {
    // Eigenvalues −0.5 and 3; λ = 0.5 makes the first system singular.
    DifferentiableLoss<TFloat64> saddle =
        (tf, y) ->
            tf.sum(
                tf.math.mul(tf.constant(new double[] {-0.25, 1.5}), tf.math.square(y)),
                tf.constant(1));
    try (GraphTester tester = tester(new NewtonLoss(curvature.of(0.5)), saddle, 2)) {
      assertThatThrownBy(() -> tester.run(new double[] {1, 1}))
          .hasMessageContaining("Newton step is not finite")
          .hasMessageContaining("tikhonov] [0.5]")
          .hasMessageContaining("from] [-0.5] [to] [3]");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CurvatureKind.class,
      names = {"HESSIAN", "FISHER", "PER_EXAMPLE_HESSIAN"})
  void predictionsThatAreNotFiniteFailInWords(CurvatureKind curvature) {
    try (GraphTester tester =
        tester(new NewtonLoss(curvature.of(0.5)), NewtonLossTest::quadratic, 3)) {
      assertThatThrownBy(() -> tester.run(new double[] {1, Double.NaN, 0}))
          .hasMessageContaining("NaN or infinite")
          .hasMessageContaining("0.5");
    }
  }

  @Test
  void float32PredictionsAreSolvedInFloat64() {
    NewtonLoss newton = new NewtonLoss(new Fisher(1e-6));
    try (GraphTester tester =
        GraphTester.of(
            TFloat32.class,
            Shape.of(-1, 2),
            (tf, in) -> {
              DifferentiableLoss<TFloat32> loss =
                  (ops, y) ->
                      ops.sum(
                          ops.math.mul(ops.constant(new float[] {1, 1e-4f}), ops.math.square(y)),
                          ops.constant(1));
              return List.of(newton.call(tf, loss, in.get(0)).step());
            })) {
      double[] step = tester.run(new double[] {1, 1, 1, -1, -1, 1, -1, -1}).get(0);
      // F = diag(4, 4e-8), so that the second entry is 2e-4 / (4e-8 + 1e-6).
      assertThat(step[0]).isCloseTo(2 / (4 + 1e-6), within(1e-5));
      assertThat(step[1]).isCloseTo(2e-4 / 1.04e-6, within(1e-2));
    }
  }

  @Test
  void badArgumentsAreNamed() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Fisher(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tikhonov must be positive and finite, found " + bad);
    }
  }

  @Test
  void lossesOfTheWrongShapeAreNamed() {
    NewtonLoss newton = new NewtonLoss(new Fisher(1));
    assertThatThrownBy(() -> tester(newton, (tf, y) -> tf.math.square(y), 2))
        .hasMessageContaining("a loss must have the shape [B]");
    assertThatThrownBy(
            () ->
                tester(
                    newton, (tf, y) -> tf.math.square(tf.sum(tf.zerosLike(y), tf.constant(1))), 2))
        .hasMessageContaining("does not depend on");
    assertThatThrownBy(() -> tester(newton, NewtonLossTest::quadratic, -1))
        .hasMessageContaining("[B, m] with m known");
  }

  @Test
  void aLossThatCouplesExamplesIsFound() {
    // Each loss is divided by the batch's mean.
    DifferentiableLoss<TFloat64> coupled =
        (tf, y) -> {
          Operand<TFloat64> own = quadratic(tf, y);
          return tf.math.div(own, tf.math.mean(own, tf.constant(0)));
        };
    try (GraphTester tester = tester(new NewtonLoss(new Fisher(1)), coupled, 3)) {
      assertThatThrownBy(() -> tester.run(random(6, 7)))
          .hasMessageContaining("depends on predictions of other examples of the batch");
      // One example has no other.
      assertThat(tester.run(random(3, 7)).get(0)).containsExactly(1);
    }
  }

  @Test
  void aLossOfTheBatchIsFound() {
    DifferentiableLoss<TFloat64> reduced =
        (tf, y) -> tf.math.mean(quadratic(tf, y), tf.constant(0), Mean.keepDims(true));
    try (GraphTester tester = tester(new NewtonLoss(new Fisher(1)), reduced, 3)) {
      assertThatThrownBy(() -> tester.run(random(6, 8)))
          .hasMessageContaining("one value for each example, here] [2] [found] [1]");
    }
  }

  @Test
  void theObjectiveIsTheNewtonLoss() {
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, 3),
            (tf, in) -> {
              DifferentiableLoss<TFloat64> loss = NewtonLossTest::quadratic;
              NewtonStep<TFloat64> step = new NewtonLoss(new Fisher(0.1)).call(tf, loss, in.get(0));
              return List.of(Derivatives.gradient(tf, step.objective(), in.get(0)), step.step());
            })) {
      List<double[]> found = tester.run(random(6, 9));
      assertThat(found.get(0)).containsExactly(found.get(1), EXACT);
    }
  }

  @Test
  void linearLossHasTheHessianZero() {
    DifferentiableLoss<TFloat64> linear =
        (tf, y) -> tf.sum(tf.math.mul(y, tf.constant(new double[] {1, -2})), tf.constant(1));
    try (GraphTester tester = tester(new NewtonLoss(new Hessian(0.5)), linear, 2)) {
      assertThat(tester.run(new double[] {3, 4}).get(3)).containsExactly(2, -4);
    }
  }

  @Test
  void operationWithoutDerivativeIsNamed() {
    DifferentiableLoss<TFloat64> loss = (tf, y) -> tf.sum(tf.math.cumprod(y, tf.constant(1)), tf.constant(1));
    assertThatThrownBy(() -> tester(new NewtonLoss(new None()), loss, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No gradient defined for op: Cumprod");
  }

  @Test
  void lossWithoutHessianTakesFisherOnly() {
    Loss<TFloat64> estimated =
        new Loss<>() {
          @Override
          public Expansion<TFloat64> expand(Ops tf, Operand<TFloat64> y) {
            return new Expansion<>(quadratic(tf, y), y, Optional.empty());
          }

          @Override
          public SecondOrder secondOrder(int m) {
            return new SecondOrder.Unavailable("it is estimated from %d slopes".formatted(m));
          }
        };
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, 3),
            (tf, in) ->
                List.of(new NewtonLoss(new Fisher(1)).call(tf, estimated, in.get(0)).step()))) {
      assertThat(tester.run(new double[] {1, 0, 0}).get(0)).containsExactly(0.5, 0, 0);
    }
    assertThatThrownBy(
            () ->
                GraphTester.of(
                    TFloat64.class,
                    Shape.of(-1, 3),
                    (tf, in) ->
                        List.of(
                            new NewtonLoss(new Hessian(1)).call(tf, estimated, in.get(0)).step())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the curvature Hessian[tikhonov=1.0] needs a Hessian: it is estimated from 3 slopes; the"
                + " curvatures fisher, scalar and none do without");
  }
}
