package org.newtonlosses.graphs.testing;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractDoubleArrayAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.tensorflow.ndarray.Shape;

/**
 * Assertions about {@link Numbers}; AssertJ's {@code assertThat} gives them.
 *
 * <pre>{@code
 * assertThat(run((tf, y) -> tf.nn.softmax(y), new double[] {0, 0}))
 *     .hasShape(1, 2)
 *     .isCloseTo(new double[] {0.5, 0.5}, within(1e-15));
 * }</pre>
 */
public final class NumbersAssert extends AbstractAssert<NumbersAssert, Numbers> {

  /** Of these numbers. */
  public NumbersAssert(Numbers actual) {
    super(actual, NumbersAssert.class);
  }

  /** Asserts the dimensions. */
  public NumbersAssert hasShape(long... dimensions) {
    isNotNull();
    Assertions.assertThat(actual.shape()).as(descriptionText()).isEqualTo(Shape.of(dimensions));
    return this;
  }

  /**
   * Asserts that each number is close to the expected one; NaN is close to nothing.
   *
   * @param expected of the same shape
   * @param offset the greatest difference allowed
   */
  public NumbersAssert isCloseTo(Numbers expected, Offset<Double> offset) {
    hasShape(expected.shape().asArray());
    return isCloseTo(expected.flat(), offset);
  }

  /**
   * Asserts that each number is close to the expected one, whatever the shape.
   *
   * @param expected in row-major order
   * @param offset the greatest difference allowed
   */
  public NumbersAssert isCloseTo(double[] expected, Offset<Double> offset) {
    hasSize(expected.length);
    return isClose(expected, offset.value, "");
  }

  /**
   * Asserts that each number equals the expected one, whatever the shape; −0 equals 0.
   *
   * @param expected in row-major order
   */
  public NumbersAssert containsExactly(double... expected) {
    hasSize(expected.length);
    return isClose(expected, 0, "");
  }

  /** Asserts that shape and bits are those of others; NaN has the bits of NaN. */
  public NumbersAssert hasTheBitsOf(Numbers expected) {
    hasShape(expected.shape().asArray());
    for (int i = 0; i < actual.size(); i++) {
      if (Double.compare(actual.at(i), expected.at(i)) != 0) {
        failWithMessage(
            "%s: expected the bits of %s, found %s", actual.place(i), expected.at(i), actual.at(i));
      }
    }
    return this;
  }

  /** Asserts that no number is NaN or infinite. */
  public NumbersAssert isFinite() {
    isNotNull();
    return failAt(i -> !Double.isFinite(actual.at(i)), "is not finite");
  }

  /** Asserts that each number is at least the least and at most the greatest. */
  public NumbersAssert isBetween(double least, double greatest) {
    isNotNull();
    return failAt(
        i -> !(actual.at(i) >= least && actual.at(i) <= greatest),
        "is not between %s and %s".formatted(least, greatest));
  }

  /**
   * Asserts that the examples, each an independent estimate of the same numbers, have the expected
   * mean: within five standard errors of that mean.
   *
   * <pre>{@code
   * assertThat(run(estimator, Numbers.repeated(y, 4000))).isUnbiasedEstimateOf(gradient);
   * }</pre>
   *
   * @param expected the numbers of one example, in row-major order
   */
  public NumbersAssert isUnbiasedEstimateOf(double... expected) {
    isNotNull();
    int size = actual.exampleSize();
    Assertions.assertThat(size).as(descriptionText()).isEqualTo(expected.length);
    int count = actual.examples();
    for (int i = 0; i < size; i++) {
      double sum = 0;
      double squares = 0;
      for (int b = 0; b < count; b++) {
        double value = actual.at(b * size + i);
        sum += value;
        squares += value * value;
      }
      double mean = sum / count;
      double error = Math.sqrt(Math.max(0, squares / count - mean * mean) / count);
      if (!(Math.abs(mean - expected[i]) <= 5 * error + 1e-9)) {
        failWithMessage(
            "entry %d: expected the mean %s, found %s; the standard error is %s",
            i, expected[i], mean, error);
      }
    }
    return this;
  }

  /** Goes on with the numbers in row-major order as an array. */
  public AbstractDoubleArrayAssert<?> flat() {
    isNotNull();
    return Assertions.assertThat(actual.flat()).as(descriptionText());
  }

  /**
   * Fails if a number is further from the expected one than allowed.
   *
   * @param why words after the expected number, such as {@code " as in float64"}
   */
  NumbersAssert isClose(double[] expected, double allowed, String why) {
    int worst = -1;
    int count = 0;
    double most = -1;
    for (int i = 0; i < expected.length; i++) {
      double found = actual.at(i);
      // Equal infinities have no difference.
      double difference = found == expected[i] ? 0 : Math.abs(found - expected[i]);
      if (!(difference <= allowed)) {
        count++;
        double size = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        if (size > most) {
          most = size;
          worst = i;
        }
      }
    }
    if (count > 0) {
      failWithMessage(
          "%s: expected %s%s, found %s; they differ by %s, allowed is %s (%d of %d entries differ by more)",
          actual.place(worst),
          expected[worst],
          why,
          actual.at(worst),
          Math.abs(actual.at(worst) - expected[worst]),
          allowed,
          count,
          expected.length);
    }
    return this;
  }

  private void hasSize(int size) {
    isNotNull();
    if (actual.size() != size) {
      failWithMessage(
          "expected %d numbers, found %d in the shape %s", size, actual.size(), actual.shape());
    }
  }

  private NumbersAssert failAt(IntPredicate wrong, String words) {
    for (int i = 0; i < actual.size(); i++) {
      if (wrong.test(i)) {
        failWithMessage(
            "%s: %s %s; the example is %s",
            actual.place(i),
            actual.at(i),
            words,
            Arrays.toString(actual.example(i / Math.max(1, actual.exampleSize()))));
      }
    }
    return this;
  }
}
