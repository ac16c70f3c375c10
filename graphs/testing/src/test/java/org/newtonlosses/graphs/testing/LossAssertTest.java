package org.newtonlosses.graphs.testing;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.newton.None;
import org.newtonlosses.graphs.newton.PerExampleHessian;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

class LossAssertTest {

  private static final double[][] X = {{0.3, -1.7}, {0.1, 0.2}, {1.5, -0.4}};

  private static final GraphFunction<TFloat64> VALUE =
      (tf, y) -> tf.sum(tf.math.square(y), tf.constant(1));
  private static final GraphFunction<TFloat64> GRADIENT =
      (tf, y) -> tf.math.mul(y, tf.constant(2.0));
  private static final GraphFunction<TFloat64> HESSIAN =
      (tf, y) ->
          tf.math.add(
              tf.math.mul(tf.expandDims(y, tf.constant(2)), tf.constant(0.0)),
              tf.constant(new double[][] {{2, 0}, {0, 2}}));

  @Test
  void rightDerivativesPass() {
    assertThatLoss(Functions::<TFloat64>quartic).at(X).hasRightDerivatives();
    assertThatLoss(Functions.loss(VALUE, GRADIENT, Optional.of(HESSIAN)))
        .at(X)
        .hasRightDerivatives(within(1e-9));
    assertThatLoss(Functions.loss(VALUE, GRADIENT, Optional.empty())).at(X).hasRightDerivatives();
  }

  @Test
  void assertionsFollowEachOther() {
    assertThatLoss(TNumber.class, Functions::<TNumber>quartic)
        .at(X)
        .hasRightDerivatives()
        .hasAgreeingForms(new NewtonLoss(new Fisher(0.3)))
        .hasIndependentExamples()
        .treatsExamplesAlike()
        .isCloseInFloat32(1e-6)
        .upToOrder(0)
        .isFinite()
        .loss()
        .hasShape(3);
  }

  @Test
  void onlyDerivativesThatAreAskedForAreRefused() {
    LossFunction<TFloat64> withoutLargeHessian =
        Functions.loss(
            VALUE,
            GRADIENT,
            Optional.of(
                (tf, y) -> {
                  throw new IllegalArgumentException("too large");
                }));
    assertThatLoss(withoutLargeHessian).refuses(Shape.of(-1, 2)).hasMessage("too large");
    assertThatThrownBy(
            () -> assertThatLoss(withoutLargeHessian).upToOrder(1).refuses(Shape.of(-1, 2)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void wrongGradientsAndHessiansFail() {
    assertThatThrownBy(
            () ->
                assertThatLoss(
                        Functions.loss(
                            VALUE, (tf, y) -> tf.math.mul(y, tf.constant(1.9)), Optional.empty()))
                    .at(X)
                    .hasRightDerivatives())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("gradient")
        .hasMessageContaining("example 0, entry [1]: expected -3.");
    assertThatThrownBy(
            () ->
                assertThatLoss(
                        Functions.loss(
                            VALUE,
                            GRADIENT,
                            Optional.of(
                                (tf, y) ->
                                    tf.math.mul(
                                        tf.dtypes.cast(HESSIAN.call(tf, y), TFloat64.class),
                                        tf.constant(-1.0)))))
                    .at(X)
                    .hasRightDerivatives())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Hessian")
        .hasMessageContaining("by central differences of step 1.0E-4, found -2.0");
  }

  @Test
  void whatALossSaysOfItsHessianIsCompared() {
    assertThatThrownBy(
            () ->
                assertThatLoss(Functions.loss(VALUE, GRADIENT, Optional.empty(), true))
                    .at(X)
                    .hasRightDerivatives())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but its expansion has no Hessian");
    assertThatThrownBy(
            () ->
                assertThatLoss(Functions.loss(VALUE, GRADIENT, Optional.of(HESSIAN), false))
                    .at(X)
                    .hasRightDerivatives())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("but its expansion has a Hessian");
  }

  @Test
  void gradientsWithAFactorOfTheBatchFail() {
    assertThatThrownBy(
            () ->
                assertThatLoss(
                        Functions.loss(
                            VALUE,
                            (tf, y) -> tf.math.mul(y, tf.constant(2.0 / 3)),
                            Optional.empty()))
                    .at(X)
                    .hasRightDerivatives())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void independentExamplesPass() {
    assertThatLoss(Functions::<TFloat64>quartic).at(X).hasIndependentExamples();
    assertThatLoss(Functions::<TFloat64>quartic).at(X).treatsExamplesAlike();
  }

  @Test
  void coupledExamplesFail() {
    LossFunction<TFloat64> coupledValue =
        Functions.loss(
            (tf, y) ->
                tf.math.div(
                    tf.dtypes.cast(VALUE.call(tf, y), TFloat64.class),
                    tf.math.mean(tf.math.square(y), tf.array(0, 1))),
            GRADIENT,
            Optional.empty());
    assertThatThrownBy(() -> assertThatLoss(coupledValue).at(X).hasIndependentExamples())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the value after example 0 became a copy of example 1");
    LossFunction<TFloat64> coupledGradient =
        Functions.loss(VALUE, Functions::<TFloat64>centred, Optional.empty());
    assertThatThrownBy(() -> assertThatLoss(coupledGradient).at(X).hasIndependentExamples())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the gradient after example 0 became a copy of example 1");
  }

  @Test
  void lossesOfEachExampleAreAsked() {
    LossFunction<TFloat64> reduced =
        Functions.loss(
            (tf, y) -> tf.math.mean(tf.math.square(y), tf.array(0, 1)), GRADIENT, Optional.empty());
    assertThatThrownBy(() -> assertThatLoss(reduced).at(X).hasIndependentExamples())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the value of 3 examples has the shape []");
  }

  @Test
  void finiteAndCloseInFloat32() {
    assertThatLoss(TNumber.class, Functions::<TNumber>quartic)
        .at(X)
        .isFinite()
        .isCloseInFloat32(1e-6);
    assertThatThrownBy(
            () ->
                assertThatLoss(TNumber.class, Functions::<TNumber>quartic)
                    .at(new double[] {1e10, 1})
                    .isFinite())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("TFloat32 value");
  }

  @Test
  void partsOfTheExpansion() {
    LossAssert<TFloat64> quartic = assertThatLoss(Functions::<TFloat64>quartic);
    quartic.at(new double[] {1, 2}).loss().isCloseTo(new double[] {4.25}, within(1e-12));
    quartic.at(new double[] {1, 2}).gradient().isCloseTo(new double[] {1, 8}, within(1e-12));
    quartic.at(new double[] {1, 2}).hessian().isCloseTo(new double[] {3, 0, 0, 12}, within(1e-12));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> assertThatLoss(Functions.loss(VALUE, GRADIENT, Optional.empty())).at(X).hessian())
        .withMessageContaining("no Hessian");
  }

  @Test
  void formsOfNewtonLossesAgree() {
    for (Curvature curvature :
        List.of(new Fisher(0.3), new Hessian(0.3), new PerExampleHessian(0.3), new None())) {
      assertThatLoss(Functions::<TFloat64>quartic)
          .at(X)
          .hasAgreeingForms(new NewtonLoss(curvature));
    }
  }

  @Test
  void formsThatDoNotAgreeFail() {
    // Each of these spoils one part of the step.
    assertFormsFail(
        "target z*",
        (tf, s) ->
            new NewtonStep<>(
                s.loss(),
                s.gradient(),
                s.curvature(),
                s.step(),
                s.step(),
                s.newtonLoss(),
                s.injectedLoss()));
    assertFormsFail(
        "value of the target form",
        (tf, s) ->
            new NewtonStep<>(
                s.loss(),
                s.gradient(),
                s.curvature(),
                s.step(),
                s.target(),
                s.injectedLoss(),
                s.injectedLoss()));
    assertFormsFail(
        "gradient of the target form",
        (tf, s) ->
            new NewtonStep<>(
                s.loss(),
                s.gradient(),
                s.curvature(),
                s.step(),
                s.target(),
                tf.math.add(
                    s.newtonLoss(), tf.math.sub(s.newtonLoss(), tf.stopGradient(s.newtonLoss()))),
                s.injectedLoss()));
    assertFormsFail(
        "value of the injected form",
        (tf, s) ->
            new NewtonStep<>(
                s.loss(),
                s.gradient(),
                s.curvature(),
                s.step(),
                s.target(),
                s.newtonLoss(),
                s.newtonLoss()));
    assertFormsFail(
        "gradient of the injected form",
        (tf, s) ->
            new NewtonStep<>(
                s.loss(),
                s.gradient(),
                s.curvature(),
                s.step(),
                s.target(),
                s.newtonLoss(),
                tf.math.add(s.injectedLoss(), tf.math.sub(s.loss(), tf.stopGradient(s.loss())))));
  }

  private static void assertFormsFail(
      String part, BiFunction<Ops, NewtonStep<TFloat64>, NewtonStep<TFloat64>> spoil) {
    assertThatThrownBy(
            () ->
                assertThatLoss(Functions::<TFloat64>quartic)
                    .at(X)
                    .hasAgreeingForms(
                        (tf, loss, y) ->
                            spoil.apply(tf, new NewtonLoss(new Fisher(0.3)).call(tf, loss, y))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[" + part + "]");
  }

  @Test
  void refusals() {
    assertThatLoss((tf, y) -> Functions.<TFloat64>quartic(tf, y))
        .refuses(Shape.of(-1, -1))
        .hasMessageContaining("m known");
  }
}
