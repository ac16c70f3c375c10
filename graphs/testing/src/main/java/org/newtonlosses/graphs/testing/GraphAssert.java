package org.newtonlosses.graphs.testing;

import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Assertions about a plain function of inputs [B, …], whose output may have any shape: derivatives
 * are those of a weighted sum of its entries, so that sums that never change hide nothing.
 *
 * <pre>{@code
 * assertThatGraph((tf, y) -> tf.nn.softmax(y))
 *     .at(new double[][] {{0, 1, 2}, {3, 1, 1}})
 *     .hasValueOf(y -> softmax(y), within(1e-12))
 *     .hasRightDerivatives()
 *     .hasIndependentExamples();
 * }</pre>
 */
public final class GraphAssert<T extends TNumber>
    extends ExpansionAssert<GraphAssert<T>, T, GraphFunction<T>> {

  private long seed;

  GraphAssert(Class<T> type, GraphFunction<T> actual) {
    super(actual, type, GraphAssert.class);
  }

  /** Other weights for the sum that is differentiated. */
  public GraphAssert<T> weightedBy(long otherSeed) {
    seed = otherSeed;
    return this;
  }

  /** Goes on with the value at the inputs. */
  public NumbersAssert value() {
    try (TestGraph graph = TestGraph.of(exact(), x().freeBatch(), actual)) {
      return numbers("value", graph.run(x()).get(0));
    }
  }

  /**
   * Asserts the value at the inputs.
   *
   * @param expected in row-major order
   * @param offset the greatest difference allowed
   */
  public GraphAssert<T> hasValue(double[] expected, Offset<Double> offset) {
    value().isCloseTo(expected, offset);
    return this;
  }

  /**
   * Asserts that the value is that of a function in plain Java.
   *
   * @param expected of one example, flat, to its part of the value, flat
   * @param offset the greatest difference allowed
   */
  public GraphAssert<T> hasValueOf(UnaryOperator<double[]> expected, Offset<Double> offset) {
    double[][] values = new double[x().examples()][];
    for (int b = 0; b < values.length; b++) {
      values[b] = expected.apply(x().example(b));
    }
    return hasValue(Numbers.of(values).flat(), offset);
  }

  /**
   * Asserts that the value is that of another graph.
   *
   * @param expected makes the expected value
   * @param offset the greatest difference allowed
   */
  public GraphAssert<T> hasValueOf(GraphFunction<T> expected, Offset<Double> offset) {
    return hasValue(Graphs.run(exact(), expected, x()).flat(), offset);
  }

  @Override
  public GraphAssert<T> hasIndependentExamples() {
    super.hasIndependentExamples();
    if (order() > 0) {
      hasNoCrossDerivatives();
    }
    return this;
  }

  private void hasNoCrossDerivatives() {
    Numbers x = x();
    int batch = x.examples();
    GraphFunction<T> function = Point.ofFlat(actual, x);
    TestGraph.Builder<T> gradientOfChosen =
        (tf, in) -> {
          Operand<? extends TType> value = function.call(tf, in.get(0));
          Operand<T> weighted = Subject.weighted(tf, value, in.get(0).type(), seed);
          Operand<T> ofEach =
              tf.sum(tf.reshape(weighted, tf.constant(new int[] {batch, -1})), tf.constant(1));
          Operand<T> chosen = tf.sum(tf.math.mul(ofEach, in.get(1)), tf.constant(0));
          return List.of(Derivatives.gradient(tf, chosen, in.get(0)));
        };
    Numbers flat = Point.flat(x);
    try (TestGraph graph =
        TestGraph.of(exact(), List.of(flat.freeBatch(), Shape.of(batch)), gradientOfChosen)) {
      for (int b = 0; b < batch; b++) {
        double[] choice = new double[batch];
        choice[b] = 1;
        Numbers gradient = graph.run(flat, Numbers.of(choice)).get(0);
        double[] expected = new double[x.size()];
        int m = x.exampleSize();
        System.arraycopy(gradient.example(b), 0, expected, b * m, m);
        numbers("the derivative of example %d by each input".formatted(b), gradient)
            .isClose(expected, 1e-12 * scale(gradient), " since examples are independent");
      }
    }
  }

  @Override
  Subject<T> subject() {
    return Subject.of(Point.ofFlat(actual, x()), seed);
  }

  @Override
  Subject<T> unflattened() {
    return Subject.of(actual, seed);
  }

  @Override
  boolean ofEach() {
    return false;
  }
}
