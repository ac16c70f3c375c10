package org.newtonlosses.graphs.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.tensorflow.Operand;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** Second derivatives through the operations that TensorFlow cannot differentiate twice. */
class MissingGradientsTest {

  /** Positive, since roots and logarithms are among the functions; and away from kinks. */
  private static final double[] POSITIVE = {0.3, 1.7, 0.9};

  private static final double[] MIXED = {0.3, -1.7, 0.9};

  private static Stream<Arguments> functions() {
    Map<String, BiFunction<Ops, Operand<TFloat64>, Operand<TFloat64>>> mixed =
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
            Map.entry(
                "strided slice",
                (tf, x) -> tf.stridedSlice(x, Indices.all(), Indices.sliceFrom(1))));
    Map<String, BiFunction<Ops, Operand<TFloat64>, Operand<TFloat64>>> positive =
        Map.of(
            "sqrt", (tf, x) -> tf.math.sqrt(x),
            "rsqrt", (tf, x) -> tf.math.rsqrt(x),
            "xlogy", (tf, x) -> tf.math.xlogy(x, x),
            "xlogy broadcast",
                (tf, x) -> tf.math.xlogy(tf.slice(x, tf.array(0, 0), tf.array(-1, 1)), x));
    return Stream.concat(
        mixed.entrySet().stream().map(f -> Arguments.of(f.getKey(), f.getValue(), MIXED)),
        positive.entrySet().stream().map(f -> Arguments.of(f.getKey(), f.getValue(), POSITIVE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void derivativesAgreeWithCentralDifferences(
      String name, BiFunction<Ops, Operand<TFloat64>, Operand<TFloat64>> function, double[] x) {
    assertThatGraph(
            (tf, y) -> {
              // Cubed, so that first and second derivatives are mixed and not constant.
              Operand<TFloat64> value = function.apply(tf, y);
              return tf.math.mul(value, tf.math.add(tf.math.square(value), tf.constant(0.7)));
            })
        .at(x)
        .hasRightDerivatives(within(1e-7));
  }

  @Test
  void biasGetsItsSecondDerivativeToo() {
    // Σ over two rows of (c + p)³: the Hessian with respect to the bias p is diag(6 Σ (c + p)).
    DifferentiableLoss<TFloat64> cubes =
        (tf, p) -> {
          Operand<TFloat64> rows = tf.constant(new double[][] {{1, 2, 3}, {4, 5, 6}});
          Operand<TFloat64> sums = tf.nn.biasAdd(rows, tf.reshape(p, tf.array(3)));
          Operand<TFloat64> cubed = tf.math.mul(sums, tf.math.square(sums));
          return tf.reshape(tf.sum(cubed, tf.array(0, 1)), tf.array(1));
        };
    assertThatLoss((tf, p) -> cubes)
        .at(new double[] {0, 0.5, -1})
        .hessian()
        .containsExactly(30, 0, 0, 0, 48, 0, 0, 0, 42);
  }

  @Test
  void everyOperationIsRegistered() {
    MissingGradients.register();
    assertThat(MissingGradients.operations()).allMatch(tensorflow::TFJ_HasGradient);
  }
}
