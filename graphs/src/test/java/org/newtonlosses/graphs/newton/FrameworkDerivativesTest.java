package org.newtonlosses.graphs.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.activations.Activations;
import org.tensorflow.framework.losses.BinaryCrossentropy;
import org.tensorflow.framework.losses.CategoricalCrossentropy;
import org.tensorflow.framework.losses.CategoricalHinge;
import org.tensorflow.framework.losses.CosineSimilarity;
import org.tensorflow.framework.losses.Hinge;
import org.tensorflow.framework.losses.Huber;
import org.tensorflow.framework.losses.KLDivergence;
import org.tensorflow.framework.losses.LogCosh;
import org.tensorflow.framework.losses.MeanAbsoluteError;
import org.tensorflow.framework.losses.MeanAbsolutePercentageError;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.framework.losses.MeanSquaredLogarithmicError;
import org.tensorflow.framework.losses.Poisson;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.losses.SparseCategoricalCrossentropy;
import org.tensorflow.framework.losses.SquaredHinge;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** First and second derivatives of the framework's activations and losses, one by one. */
class FrameworkDerivativesTest {

  /** Away from the kinks at −2.5, 0 and 2.5; within and without the range of a hard sigmoid. */
  private static final double[] MIXED = {0.3, -1.7, 0.9, 2.8};

  /** Shares of an example, as probabilities that are not normalised. */
  private static final double[] POSITIVE = {0.3, 0.15, 0.4, 0.2};

  private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4};
  private static final double[] NUMBERS = {0.5, 0.25, 2.5, 1.2};
  private static final double[] BITS = {0, 1, 1, 0};
  private static final double[] ONE_HOT = {0, 0, 1, 0};
  private static final double[] CLASS = {2};

  private static Stream<Arguments> losses() {
    Reduction none = Reduction.NONE;
    return Stream.of(
        Arguments.of("binary cross-entropy", new BinaryCrossentropy(none), BITS, POSITIVE),
        Arguments.of(
            "binary cross-entropy from logits",
            new BinaryCrossentropy(true, 0.1f, none),
            BITS,
            MIXED),
        Arguments.of(
            "categorical cross-entropy", new CategoricalCrossentropy(none), SHARES, POSITIVE),
        Arguments.of(
            "categorical cross-entropy from logits",
            new CategoricalCrossentropy(true, 0.1f, none),
            ONE_HOT,
            MIXED),
        Arguments.of("categorical hinge", new CategoricalHinge(none), ONE_HOT, MIXED),
        Arguments.of("cosine similarity", new CosineSimilarity(none), NUMBERS, MIXED),
        Arguments.of("hinge", new Hinge(none), BITS, MIXED),
        Arguments.of("huber", new Huber(none), NUMBERS, MIXED),
        Arguments.of("KL divergence", new KLDivergence(none), SHARES, POSITIVE),
        Arguments.of("log cosh", new LogCosh(none), NUMBERS, MIXED),
        Arguments.of("absolute error", new MeanAbsoluteError(none), NUMBERS, MIXED),
        Arguments.of(
            "absolute percentage error", new MeanAbsolutePercentageError(none), NUMBERS, MIXED),
        Arguments.of("squared error", new MeanSquaredError(none), NUMBERS, MIXED),
        Arguments.of(
            "squared logarithmic error", new MeanSquaredLogarithmicError(none), NUMBERS, POSITIVE),
        Arguments.of("poisson", new Poisson(none), NUMBERS, POSITIVE),
        Arguments.of(
            "sparse categorical cross-entropy",
            new SparseCategoricalCrossentropy(none),
            CLASS,
            POSITIVE),
        Arguments.of(
            "sparse categorical cross-entropy from logits",
            new SparseCategoricalCrossentropy(true, none),
            CLASS,
            MIXED),
        Arguments.of("squared hinge", new SquaredHinge(none), BITS, MIXED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void lossesHaveRightDerivatives(
      String name,
      org.tensorflow.framework.losses.Loss loss,
      double[] labels,
      double[] predictions) {
    assertDerivatives(loss(loss, labels, TFloat64.class), TFloat64.class, predictions);
    assertFinite(loss(loss, labels, TFloat32.class), TFloat32.class, predictions);
  }

  @ParameterizedTest
  @EnumSource
  void activationsHaveRightDerivatives(Activations activation) {
    assertDerivatives(activated(activation.getInstance(), TFloat64.class), TFloat64.class, MIXED);
    assertFinite(activated(activation.getInstance(), TFloat32.class), TFloat32.class, MIXED);
  }

  @Test
  void crossEntropyFromLogitsIsTheSameInBothTypes() {
    CategoricalCrossentropy loss = new CategoricalCrossentropy(true, 0.1f, Reduction.NONE);
    double[] far = {300, -200, 0.5, 10};
    List<double[]> exact = run(loss(loss, ONE_HOT, TFloat64.class), TFloat64.class, far);
    List<double[]> single = run(loss(loss, ONE_HOT, TFloat32.class), TFloat32.class, far);
    for (int output = 0; output < 3; output++) {
      assertThat(exact.get(output)).containsExactly(single.get(output), within(2e-4));
    }
    // −Σ q log p with q = 0.025 + 0.9·[0, 0, 1, 0] and log p = x − 300.
    assertThat(exact.get(0)[0]).isCloseTo(0.025 * 500 + 0.925 * 299.5 + 0.025 * 290, within(1e-4));
  }

  private static <T extends TNumber> GraphTester.Builder<T> loss(
      org.tensorflow.framework.losses.Loss loss, double[] labels, Class<T> type) {
    return (tf, in) -> {
      Operand<TInt32> batch = tf.slice(tf.shape(in.get(0)), tf.array(0), tf.array(1));
      Operand<T> rows =
          tf.math.add(tf.dtypes.cast(tf.constant(labels), type), tf.zerosLike(in.get(0)));
      Operand<? extends TNumber> all =
          labels.length == 1 ? tf.fill(batch, tf.constant((int) labels[0])) : rows;
      Expansion<T> expansion = new FrameworkLoss<T>(loss, all).expand(tf, in.get(0));
      return List.of(expansion.loss(), expansion.gradient(), expansion.hessian(tf));
    };
  }

  /** A weighted sum of the activation and its square: no derivative of it is constant. */
  private static <T extends TNumber> GraphTester.Builder<T> activated(
      Activation activation, Class<T> type) {
    return (tf, in) -> {
      Operand<T> y = activation.call(tf, in.get(0));
      Operand<T> weights = tf.dtypes.cast(tf.constant(new double[] {0.7, -1.1, 0.4, 1.3}), type);
      Operand<T> sum =
          tf.sum(tf.math.mul(weights, tf.math.add(y, tf.math.square(y))), tf.constant(1));
      Operand<T> gradient = Derivatives.gradient(tf, sum, in.get(0));
      return List.of(sum, gradient, Derivatives.hessian(tf, gradient, in.get(0)));
    };
  }

  private static void assertDerivatives(
      GraphTester.Builder<TFloat64> builder, Class<TFloat64> type, double[] x) {
    try (GraphTester tester = GraphTester.of(type, Shape.of(-1, x.length), builder)) {
      List<double[]> found = tester.run(x);
      assertAgrees(found.get(1), tester.centralDifferences(0, x, 1e-5));
      assertAgrees(found.get(2), tester.centralDifferences(1, x, 1e-5));
    }
  }

  private static void assertAgrees(double[] found, double[][] expected) {
    double[] flat = Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray();
    assertThat(found).containsExactly(flat, within(1e-6));
  }

  private static void assertFinite(
      GraphTester.Builder<TFloat32> builder, Class<TFloat32> type, double[] x) {
    run(builder, type, x)
        .forEach(values -> assertThat(Arrays.stream(values)).allMatch(Double::isFinite));
  }

  private static <T extends TNumber> List<double[]> run(
      GraphTester.Builder<T> builder, Class<T> type, double[] x) {
    try (GraphTester tester = GraphTester.of(type, Shape.of(-1, x.length), builder)) {
      return tester.run(x);
    }
  }
}
