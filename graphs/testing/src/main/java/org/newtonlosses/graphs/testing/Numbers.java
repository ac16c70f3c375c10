package org.newtonlosses.graphs.testing;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.api.AssertProvider;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Numbers of a shape, in float64 and row-major order: what goes into a graph under test, and what
 * comes out of it. Immutable.
 *
 * <p>AssertJ's own {@code assertThat(numbers)} gives a {@link NumbersAssert}.
 *
 * <pre>{@code
 * Numbers batch = Numbers.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
 * batch.shape(); // → [2, 3]
 * batch.get(1, 0); // → 4
 * Numbers.random(7, -2, 2, 8, 3).shape(); // → [8, 3]
 * }</pre>
 */
public final class Numbers implements AssertProvider<NumbersAssert> {

  private final Shape shape;
  private final double[] flat;

  private Numbers(Shape shape, double[] flat) {
    this.shape = shape;
    this.flat = flat;
  }

  /** A vector, [n]. */
  public static Numbers of(double... vector) {
    return new Numbers(Shape.of(vector.length), vector.clone());
  }

  /**
   * A batch of examples, [B, m].
   *
   * @throws IllegalArgumentException if their lengths differ
   */
  public static Numbers of(double[]... examples) {
    int m = examples.length == 0 ? 0 : examples[0].length;
    double[] flat = new double[examples.length * m];
    for (int b = 0; b < examples.length; b++) {
      if (examples[b].length != m) {
        throw new IllegalArgumentException(
            "examples must have one length, found %d and %d".formatted(m, examples[b].length));
      }
      System.arraycopy(examples[b], 0, flat, b * m, m);
    }
    return new Numbers(Shape.of(examples.length, m), flat);
  }

  /**
   * Numbers of any shape.
   *
   * @param shape one dimension may be free (−1): it is taken from how many numbers there are
   * @param flat the numbers in row-major order
   * @throws IllegalArgumentException if there are more or fewer than the shape holds
   */
  public static Numbers of(Shape shape, double... flat) {
    long[] dimensions = shape.asArray();
    for (int i = 0; i < dimensions.length; i++) {
      if (dimensions[i] == Shape.UNKNOWN_SIZE) {
        dimensions[i] = 1;
        dimensions[i] = flat.length / Math.max(1, Shape.of(dimensions).size());
      }
    }
    Shape known = Shape.of(dimensions);
    if (known.size() != flat.length) {
      throw new IllegalArgumentException(
          "the shape %s does not hold %d numbers".formatted(shape, flat.length));
    }
    return new Numbers(known, flat.clone());
  }

  /**
   * Numbers drawn uniformly; the same seed gives the same numbers.
   *
   * @param low the least
   * @param high above the greatest
   */
  public static Numbers random(long seed, double low, double high, long... dimensions) {
    Shape shape = Shape.of(dimensions);
    return new Numbers(shape, new Random(seed).doubles(shape.size(), low, high).toArray());
  }

  /** The dimensions. */
  public Shape shape() {
    return shape;
  }

  /** The numbers in row-major order. */
  public double[] flat() {
    return flat.clone();
  }

  /** How many numbers. */
  public int size() {
    return flat.length;
  }

  /** The first dimension; 1 for a single number. */
  public int examples() {
    return shape.numDimensions() == 0 ? 1 : Math.toIntExact(shape.get(0));
  }

  /**
   * One number.
   *
   * @throws IllegalArgumentException if there is no number at that index
   */
  public double get(long... index) {
    if (index.length != shape.numDimensions()) {
      throw new IllegalArgumentException(
          "%s is no index into %s".formatted(Arrays.toString(index), shape));
    }
    long at = 0;
    for (int i = 0; i < index.length; i++) {
      if (index[i] < 0 || index[i] >= shape.get(i)) {
        throw new IllegalArgumentException(
            "%s is no index into %s".formatted(Arrays.toString(index), shape));
      }
      at = at * shape.get(i) + index[i];
    }
    return flat[Math.toIntExact(at)];
  }

  /** The numbers of one example, flat: those whose first index is b. */
  public double[] example(int b) {
    return Arrays.copyOfRange(flat, b * exampleSize(), (b + 1) * exampleSize());
  }

  /** A function of each number. */
  public Numbers map(DoubleUnaryOperator function) {
    return new Numbers(shape, Arrays.stream(flat).map(function).toArray());
  }

  /** The same numbers in another shape, of which one dimension may be free (−1). */
  public Numbers reshape(long... dimensions) {
    return of(Shape.of(dimensions), flat);
  }

  /** One example, over and over: [count, …]. */
  public static Numbers repeated(double[] example, int count) {
    double[][] batch = new double[count][];
    Arrays.fill(batch, example);
    return of(batch);
  }

  /** As a constant of a graph, in float64. */
  public Operand<TFloat64> constant(Ops tf) {
    return tf.constant(shape, DataBuffers.of(flat, true, false));
  }

  /** As a constant of a graph. */
  public <T extends TNumber> Operand<T> constant(Ops tf, Class<T> type) {
    return tf.dtypes.cast(constant(tf), type);
  }

  @Override
  public NumbersAssert assertThat() {
    return new NumbersAssert(this);
  }

  /** Whether the other has the same shape and the same bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Numbers that
        && shape.equals(that.shape)
        && Arrays.equals(flat, that.flat);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(flat);
  }

  /** The numbers in nested brackets. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, 0, 0, flat.length);
    return text.toString();
  }

  /** The shape with its first dimension free. */
  Shape freeBatch() {
    long[] dimensions = shape.asArray();
    if (dimensions.length > 0) {
      dimensions[0] = Shape.UNKNOWN_SIZE;
    }
    return Shape.of(dimensions);
  }

  /** How many numbers an example has. */
  int exampleSize() {
    return examples() == 0 ? 0 : flat.length / examples();
  }

  /** The number at a flat index. */
  double at(int index) {
    return flat[index];
  }

  /** A copy in which the number at a flat index is another. */
  Numbers with(int index, double value) {
    double[] copy = flat.clone();
    copy[index] = value;
    return new Numbers(shape, copy);
  }

  /** A copy whose example b is example order[b] of these. */
  Numbers examples(int... order) {
    double[] copy = new double[flat.length];
    int size = exampleSize();
    for (int b = 0; b < order.length; b++) {
      System.arraycopy(flat, order[b] * size, copy, b * size, size);
    }
    return new Numbers(shape, copy);
  }

  /** The words for a place: {@code example 1, entry [0, 2]}. */
  String place(int index) {
    if (shape.numDimensions() == 0) {
      return "the only entry";
    }
    long[] rest = new long[shape.numDimensions() - 1];
    long left = index;
    for (int i = rest.length; i > 0; i--) {
      rest[i - 1] = left % shape.get(i);
      left /= shape.get(i);
    }
    return rest.length == 0
        ? "example " + left
        : "example %d, entry %s".formatted(left, Arrays.toString(rest));
  }

  private void append(StringBuilder text, int dimension, int from, int to) {
    if (dimension == shape.numDimensions()) {
      text.append(from < to ? flat[from] : "");
      return;
    }
    text.append('[');
    int count = Math.toIntExact(shape.get(dimension));
    int size = count == 0 ? 0 : (to - from) / count;
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ", ");
      append(text, dimension + 1, from + i * size, from + (i + 1) * size);
    }
    text.append(']');
  }
}
