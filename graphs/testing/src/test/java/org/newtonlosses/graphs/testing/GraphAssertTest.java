package org.newtonlosses.graphs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

class GraphAssertTest {

  private static final double[][] X = {{0.3, -1.7, 0.9}, {0.1, 0.2, -0.4}};

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      ThrowingCallable assertion) {
    return assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
  }

  @Test
  void rightDerivativesPass() {
    assertThatGraph((tf, y) -> tf.math.exp(y)).at(X).hasRightDerivatives();
    assertThatGraph((tf, y) -> tf.nn.softmax(y)).at(X).hasRightDerivatives(within(1e-8));
    assertThatGraph((tf, y) -> tf.math.mul(y, tf.constant(3.0))).at(X).hasRightDerivatives();
  }

  @Test
  void assertionsFollowEachOther() {
    assertThatGraph(TNumber.class, (tf, y) -> tf.nn.softmax(y))
        .at(X)
        .weightedBy(7)
        .withStep(1e-3)
        .hasIndependentExamples()
        .treatsExamplesAlike()
        .isCloseInFloat32(1e-6)
        .isFinite()
        .hasRightDerivatives();
  }

  @Test
  void largeNumbersMayDifferByMore() {
    // e¹² is 1.6·10⁵.
    assertThatGraph(TNumber.class, (tf, y) -> tf.math.exp(y))
        .at(new double[] {12})
        .hasRightDerivatives()
        .isCloseInFloat32(1e-5);
    assertFails(
        () ->
            assertThatGraph((tf, y) -> tf.math.exp(y))
                .at(new double[] {12})
                .hasRightDerivatives(within(1e-12)));
  }

  @Test
  void outputsOfAnyShapeHaveDerivatives() {
    assertThatGraph((tf, y) -> tf.linalg.matMul(tf.linalg.transpose(y, tf.array(1, 0)), y))
        .at(X)
        .hasRightDerivatives();
    assertThatGraph((tf, y) -> tf.math.exp(tf.sum(y, tf.array(0, 1)))).at(X).hasRightDerivatives();
    assertThatGraph((tf, y) -> tf.expandDims(tf.math.tanh(y), tf.constant(2)))
        .at(X)
        .hasRightDerivatives();
  }

  @Test
  void inputsMayHaveAnyRank() {
    Numbers grids = Numbers.random(1, -1, 1, 2, 2, 3);
    assertThatGraph(
            (tf, y) -> {
              assertThat(y.shape().toString()).isEqualTo("[-1, 2, 3]");
              return tf.math.exp(tf.linalg.transpose(y, tf.array(0, 2, 1)));
            })
        .at(grids)
        .hasRightDerivatives()
        .hasIndependentExamples();
    assertThatGraph((tf, y) -> tf.math.sin(y))
        .at(Numbers.of(0.3, 1.2))
        .hasRightDerivatives()
        .hasIndependentExamples();
  }

  @Test
  void wrongGradientsFail() {
    assertFails(() -> assertThatGraph(Functions::wrongExp).as("exp").at(X).hasRightDerivatives())
        .hasMessageContaining("exp: gradient")
        .hasMessageContaining("example 0, entry [0]: expected 1.603")
        .hasMessageContaining("by central differences of step 1.0E-4")
        .hasMessageContaining("6 of 6 entries");
  }

  @Test
  void wrongSecondDerivativesFail() {
    assertFails(() -> assertThatGraph(Functions::wrongSquare).at(X).hasRightDerivatives())
        .hasMessageContaining("Hessian")
        .hasMessageContaining("example");
    assertThatGraph(Functions::wrongSquare).at(X).upToOrder(1).hasRightDerivatives();
  }

  @Test
  void wrongDerivativesOfWhatSumsToOneFail() {
    // The trap: a plain sum of a softmax is 1 everywhere, and every derivative of it is 0.
    assertThatGraph((tf, y) -> tf.sum(Functions.wrongSoftmax(tf, y), tf.constant(1)))
        .at(X)
        .hasValue(new double[] {1, 1}, within(1e-12));
    assertFails(() -> assertThatGraph(Functions::wrongSoftmax).at(X).hasRightDerivatives())
        .hasMessageContaining("gradient");
  }

  @Test
  void whatDoesNotChangeIsNoTestOfDerivatives() {
    assertFails(
            () ->
                assertThatGraph((tf, y) -> tf.nn.relu(y))
                    .at(new double[] {-1, -2})
                    .hasRightDerivatives())
        .hasMessageContaining("nothing would be tested");
  }

  @Test
  void derivativesThatAreMissingFail() {
    assertThatThrownBy(
            () ->
                assertThatGraph((tf, y) -> tf.stopGradient(tf.math.exp(y)))
                    .at(X)
                    .hasRightDerivatives())
        .hasMessageContaining("does not depend on");
  }

  @Test
  void notANumberIsNoDerivative() {
    assertFails(
            () ->
                assertThatGraph((tf, y) -> tf.math.sqrt(y))
                    .at(new double[] {0, 1})
                    .hasRightDerivatives())
        .hasMessageContaining("gradient");
  }

  @Test
  void values() {
    assertThatGraph((tf, y) -> tf.math.square(y))
        .at(new double[] {1, -2})
        .hasValue(new double[] {1, 4}, within(0.0))
        .hasValueOf(y -> new double[] {y[0] * y[0], y[1] * y[1]}, within(0.0))
        .hasValueOf((tf, y) -> tf.math.mul(y, y), within(0.0))
        .value()
        .hasShape(1, 2);
    assertFails(
            () ->
                assertThatGraph((tf, y) -> tf.math.square(y))
                    .at(new double[] {1, -2})
                    .hasValueOf(y -> y, within(0.5)))
        .hasMessageContaining("example 0, entry [1]: expected -2.0, found 4.0");
    assertFails(
            () ->
                assertThatGraph((tf, y) -> tf.math.square(y))
                    .at(new double[] {1, -2})
                    .hasValueOf((tf, y) -> y, within(0.5)))
        .hasMessageContaining("expected -2.0, found 4.0");
  }

  @Test
  void independentExamplesPass() {
    assertThatGraph((tf, y) -> tf.nn.softmax(y)).at(X).hasIndependentExamples();
    assertThatGraph((tf, y) -> tf.math.argMax(y, tf.constant(1)))
        .upToOrder(0)
        .at(X)
        .hasIndependentExamples();
  }

  @Test
  void coupledExamplesFail() {
    assertFails(() -> assertThatGraph(Functions::<TFloat64>centred).at(X).hasIndependentExamples())
        .hasMessageContaining("the value after example 0 became a copy of example 1")
        .hasMessageContaining("example 1, entry");
  }

  @Test
  void examplesThatAreCoupledByTheirDerivativesAloneFail() {
    assertThatGraph(Functions::coupledBackwards).at(X).upToOrder(0).hasIndependentExamples();
    assertFails(() -> assertThatGraph(Functions::coupledBackwards).at(X).hasIndependentExamples())
        .hasMessageContaining("the derivative of example 0 by each input")
        .hasMessageContaining("example 1, entry");
  }

  @Test
  void sumsOverTheBatchAreNotIndependent() {
    assertFails(
            () ->
                assertThatGraph((tf, y) -> tf.sum(y, tf.constant(0)))
                    .at(X)
                    .hasIndependentExamples())
        .hasMessageContaining("not one for each example");
  }

  @Test
  void independenceNeedsDifferentExamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                assertThatGraph((tf, y) -> y)
                    .at(new double[][] {{1}, {1}})
                    .hasIndependentExamples())
        .withMessageContaining("two different examples");
  }

  @Test
  void examplesAreTreatedAlike() {
    assertThatGraph((tf, y) -> tf.nn.softmax(y)).at(X).treatsExamplesAlike();
    assertFails(
            () ->
                assertThatGraph((tf, y) -> tf.math.add(y, tf.constant(new double[][] {{0}, {1}})))
                    .at(X)
                    .treatsExamplesAlike())
        .hasMessageContaining("the value of the batch moved on by one");
  }

  @Test
  void finiteness() {
    assertThatGraph(TNumber.class, (tf, y) -> tf.nn.softmax(y))
        .at(new double[][] {{0, 0}, {1e30, -1e30}})
        .isFinite();
    // e⁵⁰ squared is too large for float32 only.
    assertFails(
            () ->
                assertThatGraph(TNumber.class, (tf, y) -> tf.math.square(tf.math.exp(y)))
                    .at(new double[][] {{1, 2}, {3, 50}})
                    .isFinite())
        .hasMessageContaining("TFloat32 value")
        .hasMessageContaining("example 1, entry [1]: Infinity is not finite");
    assertThatGraph((tf, y) -> tf.math.sqrt(y)).at(new double[] {0}).upToOrder(0).isFinite();
    assertFails(() -> assertThatGraph((tf, y) -> tf.math.sqrt(y)).at(new double[] {0}).isFinite())
        .hasMessageContaining("TFloat64 gradient");
  }

  @Test
  void float32() {
    assertThatGraph(TNumber.class, (tf, y) -> tf.math.exp(y)).at(X).isCloseInFloat32(1e-6);
    // (10⁵ + y) − 10⁵
    assertFails(
            () ->
                assertThatGraph(TNumber.class, GraphAssertTest::cancelling)
                    .at(X)
                    .isCloseInFloat32(1e-4))
        .hasMessageContaining("float32 value")
        .hasMessageContaining("as in float64");
    assertThatIllegalStateException()
        .isThrownBy(() -> assertThatGraph((tf, y) -> y).at(X).isCloseInFloat32(1e-6))
        .withMessageContaining("TFloat64 only");
  }

  private static <T extends TNumber> Operand<T> cancelling(Ops tf, Operand<T> y) {
    Operand<T> large = tf.dtypes.cast(tf.constant(1e5), y.type());
    return tf.math.sub(tf.math.add(y, large), large);
  }

  @Test
  void refusals() {
    GraphFunction<TFloat64> picky =
        (tf, y) -> {
          if (y.shape().get(1) != 2) {
            throw new IllegalArgumentException("two, found " + y.shape());
          }
          return y;
        };
    assertThatGraph(picky).refuses(Shape.of(-1, 3)).hasMessage("two, found [-1, 3]");
    assertFails(() -> assertThatGraph(picky).refuses(Shape.of(-1, 2)));
    assertThatGraph(
            TNumber.class,
            (tf, y) -> {
              throw new IllegalArgumentException("no " + y.type().getSimpleName());
            })
        .refuses(Shape.of(-1, 2))
        .hasMessage("no TFloat64");
    assertThatGraph(
            TInt32.class,
            (tf, y) -> {
              throw new IllegalArgumentException("no " + y.type().getSimpleName());
            })
        .refuses(Shape.of(-1, 2))
        .hasMessage("no TInt32");
    assertFails(
        () ->
            assertThatGraph(
                    TFloat32.class,
                    (tf, y) -> {
                      throw new IllegalStateException("wrong kind");
                    })
                .refuses(Shape.of(-1, 2)));
  }

  @Test
  void inputsMustBeGiven() {
    assertThatIllegalStateException()
        .isThrownBy(() -> assertThatGraph((tf, y) -> y).isFinite())
        .withMessageContaining("at(…)");
    assertThatIllegalStateException()
        .isThrownBy(() -> assertThatGraph((tf, y) -> y).at(X).upToOrder(0).hasRightDerivatives());
    assertThatIllegalStateException()
        .isThrownBy(() -> assertThatGraph(TFloat32.class, (tf, y) -> y).at(X).hasRightDerivatives())
        .withMessageContaining("need float64, found TFloat32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThatGraph((tf, y) -> y).upToOrder(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThatGraph((tf, y) -> y).withStep(0));
  }
}
