package org.newtonlosses.graphs.testing;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;
import org.tensorflow.types.TFloat64;

/**
 * Assertions about functions of a temperature, as it goes to 0.
 *
 * <pre>{@code
 * assertThatLimit(t -> (tf, y) -> tf.nn.softmax(tf.math.div(y, tf.constant(t))))
 *     .at(new double[][] {{0.3, 0.1}, {2, 2.5}})
 *     .isThatOf((tf, y) -> oneHotOfLargest(tf, y), within(1e-6));
 * }</pre>
 */
public final class LimitAssert
    extends AbstractAssert<LimitAssert, DoubleFunction<GraphFunction<TFloat64>>> {

  private Numbers x;
  private double[] temperatures = {1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10};

  LimitAssert(DoubleFunction<GraphFunction<TFloat64>> actual) {
    super(actual, LimitAssert.class);
  }

  /**
   * Gives the inputs of the assertions that follow.
   *
   * @param inputs [B, …], away from ties
   */
  public LimitAssert at(Numbers inputs) {
    x = inputs;
    return this;
  }

  /**
   * Gives the inputs of the assertions that follow.
   *
   * @param examples [B, m], away from ties
   */
  public LimitAssert at(double[]... examples) {
    return at(Numbers.of(examples));
  }

  /**
   * The temperatures on the way, unless given 1, 10⁻², … 10⁻¹⁰.
   *
   * @throws IllegalArgumentException if there are none or they do not fall
   */
  public LimitAssert through(double... falling) {
    for (int i = 1; i < falling.length; i++) {
      if (!(falling[i] < falling[i - 1])) {
        throw new IllegalArgumentException(
            "temperatures must fall, found " + Arrays.toString(falling));
      }
    }
    if (falling.length == 0) {
      throw new IllegalArgumentException("there must be a temperature");
    }
    temperatures = falling.clone();
    return this;
  }

  /**
   * Asserts that the value comes no further from that of a hard function with each temperature, and
   * is close to it at the last.
   *
   * @param hard makes the expected value
   * @param offset the greatest difference allowed at the last temperature
   */
  public LimitAssert isThatOf(GraphFunction<TFloat64> hard, Offset<Double> offset) {
    return approaches(Graphs.run(hard, x()).flat(), offset);
  }

  /**
   * Asserts that the value comes no further from that of a hard function with each temperature, and
   * is close to it at the last.
   *
   * @param hard of one example, flat, to its part of the value, flat
   * @param offset the greatest difference allowed at the last temperature
   */
  public LimitAssert isThatOf(UnaryOperator<double[]> hard, Offset<Double> offset) {
    double[][] values = new double[x().examples()][];
    for (int b = 0; b < values.length; b++) {
      values[b] = hard.apply(x.example(b));
    }
    return approaches(Numbers.of(values).flat(), offset);
  }

  private LimitAssert approaches(double[] expected, Offset<Double> offset) {
    double before = Double.POSITIVE_INFINITY;
    Numbers found = null;
    for (double temperature : temperatures) {
      found = Graphs.run(actual.apply(temperature), x);
      double distance = distance(found, expected);
      if (!(distance <= before + offset.value)) {
        failWithMessage(
            "at temperature %s the value is %s from its limit, but %s at the temperature before",
            temperature, distance, before);
      }
      before = distance;
    }
    String what = "at temperature %s, value".formatted(temperatures[temperatures.length - 1]);
    String own = descriptionText();
    new NumbersAssert(found)
        .as(own.isEmpty() ? what : own + ": " + what)
        .isCloseTo(expected, offset);
    return this;
  }

  private static double distance(Numbers found, double[] expected) {
    double distance = 0;
    for (int i = 0; i < Math.min(found.size(), expected.length); i++) {
      distance = Math.max(distance, Math.abs(found.at(i) - expected[i]));
    }
    return distance;
  }

  private Numbers x() {
    if (x == null) {
      throw new IllegalStateException("say first at which inputs: at(…)");
    }
    return x;
  }
}
