package org.newtonlosses.graphs.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.Graphs.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.testing.GraphFunction;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Operand;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** Second derivatives through the operations that TensorFlow cannot differentiate twice. */
class MissingGradientsTest {

  /** Positive, since roots and logarithms are among the functions; and away from kinks. */
  private static final double[][] POSITIVE = {{0.3, 1.7, 0.9}, {2.2, 0.6, 1.1}};

  private static final double[][] MIXED = {{0.3, -1.7, 0.9}, {-0.8, 0.2, 1.4}};

  private static Stream<Arguments> functions() {
    Map<String, GraphFunction<TFloat64>> mixed =
        Map.ofEntries(
            Map.entry("sigmoid", (tf, x) -> tf.math.sigmoid(x)),
            Map.entry("tanh", (tf, x) -> tf.math.tanh(x)),
            Map.entry("softplus", (tf, x) -> tf.math.softplus(x)),
            Map.entry("softsign", (tf, x) -> tf.nn.softsign(x)),
            Map.entry("relu", (tf, x) -> tf.nn.relu(x)),
            Map.entry("relu6", (tf, x) -> tf.nn.relu6(x)),
            Map.entry("elu", (tf, x) -> tf.nn.elu(x)),
            Map.entry("selu", (tf, x) -> tf.nn.selu(x)),
            Map.entry("reciprocal", (tf, x) -> tf.math.reciprocal(x)),
            Map.entry("erfc", (tf, x) -> tf.math.erfc(x)),
            Map.entry(
                "two largest", (tf, x) -> tf.nn.topK(x, tf.constant(2), TInt32.class).values()),
            Map.entry(
                "sparse cross-entropy",
                (tf, x) -> tf.expandDims(sparseCrossEntropy(tf, x).loss(), tf.constant(1))),
            Map.entry("its own gradient", (tf, x) -> sparseCrossEntropy(tf, x).backprop()),
            Map.entry(
                "strided slice",
                (tf, x) -> tf.stridedSlice(x, Indices.all(), Indices.sliceFrom(1))));
    Map<String, GraphFunction<TFloat64>> positive =
        Map.of(
            "sqrt", (tf, x) -> tf.math.sqrt(x),
            "rsqrt", (tf, x) -> tf.math.rsqrt(x),
            "xlogy", (tf, x) -> tf.math.xlogy(x, x),
            "xlogy broadcast", (tf, x) -> tf.math.xlogy(first(tf, x), x),
            "xdivy", (tf, x) -> tf.math.xdivy(tf.math.square(x), x),
            "xdivy broadcast", (tf, x) -> tf.math.xdivy(x, first(tf, x)),
            "xlog1py", (tf, x) -> tf.math.xlog1py(x, x),
            "xlog1py broadcast", (tf, x) -> tf.math.xlog1py(first(tf, x), x),
            "log gamma", (tf, x) -> tf.math.lgamma(x),
            "digamma", (tf, x) -> tf.math.digamma(x));
    // Always in the same order: it is the number of a run that PIT knows.
    return Stream.concat(
        new TreeMap<>(mixed)
            .entrySet().stream().map(f -> Arguments.of(f.getKey(), f.getValue(), MIXED)),
        new TreeMap<>(positive)
            .entrySet().stream().map(f -> Arguments.of(f.getKey(), f.getValue(), POSITIVE)));
  }

  private static Operand<TFloat64> first(Ops tf, Operand<TFloat64> x) {
    return tf.slice(x, tf.array(0, 0), tf.array(-1, 1));
  }

  private static SparseSoftmaxCrossEntropyWithLogits<TFloat64> sparseCrossEntropy(
      Ops tf, Operand<TFloat64> x) {
    Operand<TInt32> rows = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
    return tf.nn.sparseSoftmaxCrossEntropyWithLogits(x, tf.fill(rows, tf.constant(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void derivativesAgreeWithCentralDifferences(
      String name, GraphFunction<TFloat64> function, double[][] x) {
    assertThatGraph(function).at(x).hasRightDerivatives().hasIndependentExamples();
  }

  @Test
  void biasGetsItsSecondDerivativeToo() {
    // Σ over two rows of (c + p)³: the Hessian with respect to the bias p is diag(6 Σ (c + p)).
    GraphFunction<TFloat64> hessian =
        (tf, p) -> {
          Operand<TFloat64> rows = tf.constant(new double[][] {{1, 2, 3}, {4, 5, 6}});
          Operand<TFloat64> sums = tf.nn.biasAdd(rows, tf.reshape(p, tf.array(3)));
          Operand<TFloat64> cubes = tf.math.mul(sums, tf.math.square(sums));
          Operand<TFloat64> loss = tf.reshape(tf.sum(cubes, tf.array(0, 1)), tf.array(1));
          return Derivatives.hessian(tf, Derivatives.gradient(tf, loss, p), p);
        };
    assertThat(run(hessian, new double[] {0, 0.5, -1}))
        .containsExactly(30, 0, 0, 0, 48, 0, 0, 0, 42);
  }

  @Test
  void everyOperationIsRegistered() {
    MissingGradients.register();
    assertThat(MissingGradients.operations()).allMatch(tensorflow::TFJ_HasGradient);
  }

  @Test
  void zeroTimesAnythingStaysZero() {
    // x = 0: x/y, x log y and x log(1 + y) are 0 whatever y, and so are their derivatives by y.
    assertThat(
            gradientOf(
                (tf, y) -> {
                  Operand<TFloat64> zero = tf.zerosLike(y);
                  return tf.math.add(
                      tf.math.xdivy(zero, y),
                      tf.math.add(tf.math.xlogy(zero, y), tf.math.xlog1py(zero, y)));
                },
                0,
                -1,
                2))
        .containsExactly(0, 0, 0);
  }

  @Test
  void anOperationWithoutAGradientIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gradientOf((tf, x) -> tf.math.cumprod(x, tf.constant(1)), 1))
        .withMessageContaining("no derivative of")
        .withMessageContaining("No gradient defined for op: Cumprod");
    // TensorFlow has a gradient, which fails on these types: the other kind of exception.
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                gradientOf(
                    (tf, x) ->
                        tf.expandDims(
                            tf.nn.softmaxCrossEntropyWithLogits(x, tf.zerosLike(x)).loss(),
                            tf.constant(1)),
                    1,
                    2))
        .withMessageStartingWith("no derivative of")
        .withMessageContaining("DT_DOUBLE vs. DT_FLOAT");
  }

  static Numbers gradientOf(GraphFunction<TFloat64> function, double... x) {
    return run(
        (tf, y) -> {
          @SuppressWarnings("unchecked") // these functions keep the type
          Operand<TFloat64> value = (Operand<TFloat64>) function.call(tf, y);
          return Derivatives.gradient(tf, tf.sum(value, tf.constant(1)), y);
        },
        x);
  }
}
