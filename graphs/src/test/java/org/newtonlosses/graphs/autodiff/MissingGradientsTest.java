package org.newtonlosses.graphs.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

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
    Map<String, BiFunction<Ops, Operand<TFloat64>, Operand<TFloat64>>> positive =
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
    return Stream.concat(
        mixed.entrySet().stream().map(f -> Arguments.of(f.getKey(), f.getValue(), MIXED)),
        positive.entrySet().stream().map(f -> Arguments.of(f.getKey(), f.getValue(), POSITIVE)));
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
      String name, BiFunction<Ops, Operand<TFloat64>, Operand<TFloat64>> function, double[] x) {
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, 3),
            (tf, in) -> {
              Operand<TFloat64> y = in.get(0);
              // Squared and weighted, so that first and second derivatives are mixed and not
              // constant.
              Operand<TFloat64> value = function.apply(tf, y);
              Operand<TFloat64> rest =
                  tf.math.mul(value, tf.math.add(tf.math.square(value), tf.constant(0.7)));
              Operand<TFloat64> loss = tf.sum(rest, tf.constant(1));
              Operand<TFloat64> gradient = Derivatives.gradient(tf, loss, y);
              return List.of(loss, gradient, Derivatives.hessian(tf, gradient, y));
            })) {
      List<double[]> found = tester.run(x);
      double[][] first = tester.centralDifferences(0, x, 1e-5);
      double[][] second = tester.centralDifferences(1, x, 1e-5);
      for (int i = 0; i < 3; i++) {
        assertThat(found.get(1)[i])
            .isCloseTo(first[0][i], within(1e-8 * Math.abs(first[0][i]) + 1e-7));
        for (int j = 0; j < 3; j++) {
          assertThat(found.get(2)[3 * i + j])
              .isCloseTo(second[i][j], within(1e-7 * Math.abs(second[i][j]) + 1e-6));
        }
      }
    }
  }

  @Test
  void biasGetsItsSecondDerivativeToo() {
    // Σ over two rows of (c + p)³: the Hessian with respect to the bias p is diag(6 Σ (c + p)).
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(1, 3),
            (tf, in) -> {
              Operand<TFloat64> rows = tf.constant(new double[][] {{1, 2, 3}, {4, 5, 6}});
              Operand<TFloat64> sums = tf.nn.biasAdd(rows, tf.reshape(in.get(0), tf.array(3)));
              Operand<TFloat64> cubes = tf.math.mul(sums, tf.math.square(sums));
              Operand<TFloat64> loss = tf.reshape(tf.sum(cubes, tf.array(0, 1)), tf.array(1));
              Operand<TFloat64> gradient = Derivatives.gradient(tf, loss, in.get(0));
              return List.of(Derivatives.hessian(tf, gradient, in.get(0)));
            })) {
      assertThat(tester.run(new double[] {0, 0.5, -1}).get(0))
          .containsExactly(30, 0, 0, 0, 48, 0, 0, 0, 42);
    }
  }

  @Test
  void everyOperationIsRegistered() {
    MissingGradients.register();
    assertThat(MissingGradients.operations()).allMatch(tensorflow::TFJ_HasGradient);
  }

  @Test
  void sumsOfZeroTimesAnythingStayZero() {
    // x = 0: x/y, x log y and x log(1 + y) are 0 whatever y, and so are their derivatives by y.
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(1, 3),
            (tf, in) -> {
              Operand<TFloat64> y = in.get(0);
              Operand<TFloat64> zero = tf.zerosLike(y);
              Operand<TFloat64> sum =
                  tf.math.add(
                      tf.math.xdivy(zero, y),
                      tf.math.add(tf.math.xlogy(zero, y), tf.math.xlog1py(zero, y)));
              return List.of(Derivatives.gradient(tf, tf.sum(sum, tf.constant(1)), y));
            })) {
      assertThat(tester.run(new double[] {0, -1, 2}).get(0)).containsExactly(0, 0, 0);
    }
  }

  @Test
  void anAddedGradientSharesTheFunction() {
    // More than the ten functions that TensorFlow Java has room for.
    GradientRule negative = (tf, node) -> List.of(tf.math.neg(node.gradient(0)));
    List<String> operations =
        List.of(
            "BesselI0",
            "BesselI1",
            "BesselJ0",
            "BesselJ1",
            "BesselK0",
            "BesselK1",
            "BesselY0",
            "BesselY1",
            "Dawsn",
            "Spence",
            "FresnelSin",
            "FresnelCos");
    operations.forEach(operation -> MissingGradients.add(operation, negative));
    assertThat(MissingGradients.operations()).containsAll(operations);
    assertThat(operations).allMatch(tensorflow::TFJ_HasGradient);
    // Wrong on purpose: it can be no other rule.
    assertThat(gradientOf((tf, x) -> tf.math.special.fresnelCos(x))).containsExactly(-1, -1, -1);
  }

  @Test
  void aGradientThatIsThereIsNotReplaced() {
    GradientRule rule = (tf, node) -> List.of(node.gradient(0));
    MissingGradients.add("Betainc", rule);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MissingGradients.add("Betainc", rule))
        .withMessage("there is a gradient of Betainc, of this class: it cannot be replaced");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MissingGradients.add("Tanh", rule))
        .withMessage("there is a gradient of Tanh, of TensorFlow: it cannot be replaced");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MissingGradients.add("Erfccc", rule))
        .withMessage("TensorFlow has no operation of the type Erfccc");
  }

  @Test
  void aRuleThatFailsIsAnErrorNotACrash() {
    MissingGradients.add("Expint", (tf, node) -> List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gradientOf((tf, x) -> tf.math.special.expint(x)))
        .withMessageContaining("the rule for Expint must give a gradient for each of its 1 inputs");
    MissingGradients.add(
        "Igamma",
        (tf, node) -> {
          throw new IllegalStateException("not yet");
        });
    assertThatIllegalStateException()
        .isThrownBy(() -> gradientOf((tf, x) -> tf.math.igamma(x, x)))
        .withMessage("not yet");
  }

  @Test
  void anOperationWithoutAGradientIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gradientOf((tf, x) -> tf.math.cumprod(x, tf.constant(1))))
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
                            tf.constant(1))))
        .withMessageStartingWith("no derivative of")
        .withMessageContaining("DT_DOUBLE vs. DT_FLOAT");
  }

  private static double[] gradientOf(
      BiFunction<Ops, Operand<TFloat64>, Operand<TFloat64>> function) {
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            Shape.of(1, 3),
            (tf, in) -> {
              Operand<TFloat64> sum = tf.sum(function.apply(tf, in.get(0)), tf.constant(1));
              return List.of(Derivatives.gradient(tf, sum, in.get(0)));
            })) {
      return tester.run(POSITIVE).get(0);
    }
  }
}
