package org.newtonlosses.graphs.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;
import static org.newtonlosses.graphs.testing.Graphs.expand;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.testing.ExpansionNumbers;
import org.newtonlosses.graphs.testing.LossFunction;
import org.newtonlosses.graphs.testing.Numbers;
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
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
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
    assertThatLoss(TNumber.class, loss(loss, labels))
        .at(predictions)
        .hasRightDerivatives(within(1e-6))
        .isFinite();
  }

  @ParameterizedTest
  @EnumSource
  void activationsHaveRightDerivatives(Activations activation) {
    // With the square beside it, since some are linear.
    assertThatGraph(TNumber.class, (tf, x) -> withSquare(tf, activation.getInstance(), x))
        .at(MIXED)
        .hasRightDerivatives(within(1e-6))
        .isFinite();
  }

  private static <T extends TNumber> Operand<T> withSquare(
      Ops tf, Activation activation, Operand<T> x) {
    Operand<T> y = activation.call(tf, x);
    return tf.math.add(y, tf.math.square(y));
  }

  @Test
  void crossEntropyFromLogitsIsTheSameInBothTypes() {
    CategoricalCrossentropy loss = new CategoricalCrossentropy(true, 0.1f, Reduction.NONE);
    Numbers far = Numbers.of(new double[][] {{300, -200, 0.5, 10}});
    ExpansionNumbers exact = expand(loss(loss, ONE_HOT), far);
    ExpansionNumbers single = expand(TFloat32.class, loss(loss, ONE_HOT), far);
    assertThat(exact.loss()).isCloseTo(single.loss(), within(2e-4));
    assertThat(exact.gradient()).isCloseTo(single.gradient(), within(2e-4));
    assertThat(exact.hessian()).isCloseTo(single.hessian(), within(2e-4));
    // −Σ q log p with q = 0.025 + 0.9·[0, 0, 1, 0] and log p = x − 300.
    assertThat(exact.loss().get(0))
        .isCloseTo(0.025 * 500 + 0.925 * 299.5 + 0.025 * 290, within(1e-4));
  }

  private static <T extends TNumber> LossFunction<T> loss(
      org.tensorflow.framework.losses.Loss loss, double[] labels) {
    return (tf, y) -> {
      Operand<TInt32> batch = tf.slice(tf.shape(y), tf.array(0), tf.array(1));
      return new FrameworkLoss<>(
          loss,
          labels.length == 1
              ? tf.fill(batch, tf.constant((int) labels[0]))
              : tf.math.add(Numbers.of(labels).constant(tf, y.type()), tf.zerosLike(y)));
    };
  }
}
