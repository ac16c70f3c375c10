package org.newtonlosses.graphs.testing;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLimit;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

class LimitAssertTest {

  private static final double[][] X = {{0.3, 0.1, -1}, {2, 2.5, 0}};

  private static GraphFunction<TFloat64> softmax(double temperature) {
    return (tf, y) -> tf.nn.softmax(tf.math.div(y, tf.constant(temperature)));
  }

  private static Operand<TFloat64> largest(Ops tf, Operand<TFloat64> y) {
    return tf.oneHot(
        tf.math.argMax(y, tf.constant(1)), tf.constant(3), tf.constant(1.0), tf.constant(0.0));
  }

  private static double[] largest(double[] y) {
    double most = Arrays.stream(y).max().orElseThrow();
    return Arrays.stream(y).map(value -> value == most ? 1 : 0).toArray();
  }

  @Test
  void rightLimitsPass() {
    assertThatLimit(LimitAssertTest::softmax)
        .at(X)
        .isThatOf((tf, y) -> largest(tf, y), within(1e-9))
        .isThatOf(y -> largest(y), within(1e-9))
        .through(1, 0.1, 0.01)
        .isThatOf(y -> largest(y), within(1e-6));
  }

  @Test
  void wrongLimitsFail() {
    assertThatThrownBy(
            () ->
                assertThatLimit(t -> softmax(0.01 + t))
                    .at(X)
                    .isThatOf(y -> largest(y), within(1e-9)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("at temperature 1.0E-10, value")
        .hasMessageContaining("example 0, entry [0]: expected 1.0");
    assertThatThrownBy(
            () ->
                assertThatLimit(LimitAssertTest::softmax)
                    .at(X)
                    .isThatOf(y -> new double[] {1, 0, 0}, within(1e-9)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void temperaturesThatWorkTheWrongWayFail() {
    assertThatThrownBy(
            () ->
                assertThatLimit(t -> softmax(1 / t)).at(X).isThatOf(y -> largest(y), within(1e-9)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("at temperature 0.01 the value is 0.");
  }

  @Test
  void temperaturesMustFall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThatLimit(LimitAssertTest::softmax).through(0.1, 1))
        .withMessage("temperatures must fall, found [0.1, 1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThatLimit(LimitAssertTest::softmax).through());
  }
}
