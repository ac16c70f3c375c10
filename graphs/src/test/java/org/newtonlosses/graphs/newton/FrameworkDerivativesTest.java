package org.newtonlosses.graphs.newton;

import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
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
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** First and second derivatives of the framework's activations and losses, one by one. */
class FrameworkDerivativesTest {

  /** Away from the kinks at −2.5, −1, 0, 1 and 2.5; within and without a hard sigmoid's range. */
  private static final double[][] MIXED = {{0.3, -1.7, 0.9, 2.8}, {-0.4, 1.6, -2.9, 0.7}};

  /** As probabilities that are not normalised. */
  private static final double[][] POSITIVE = {{0.3, 0.15, 0.4, 0.2}, {0.6, 0.1, 0.25, 0.35}};

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
      double[][] predictions) {
    assertThatLoss(TNumber.class, (tf, y) -> new FrameworkLoss<>(loss, rows(tf, labels, y)))
        .at(predictions)
        .hasRightDerivatives()
        .hasIndependentExamples()
        .isCloseInFloat32(1e-4);
  }

  @ParameterizedTest
  @EnumSource
  void activationsHaveRightDerivatives(Activations activation) {
    assertThatGraph(TNumber.class, (tf, x) -> activation.getInstance().call(tf, x))
        .at(MIXED)
        .hasRightDerivatives()
        .hasIndependentExamples()
        .isCloseInFloat32(1e-4);
  }

  @Test
  void crossEntropyFromLogitsIsRightFarAway() {
    CategoricalCrossentropy loss = new CategoricalCrossentropy(true, 0.1f, Reduction.NONE);
    // −Σ q log p with q = 0.025 + 0.9·[0, 0, 1, 0] and log p = x − 300.
    assertThatLoss(TNumber.class, (tf, y) -> new FrameworkLoss<>(loss, rows(tf, ONE_HOT, y)))
        .at(new double[] {300, -200, 0.5, 10})
        .hasRightDerivatives()
        .isCloseInFloat32(1e-4)
        .loss()
        .isCloseTo(new double[] {0.025 * 500 + 0.925 * 299.5 + 0.025 * 290}, within(1e-4));
  }

  /** The labels of an example for each of the predictions, and classes as integers. */
  private static Operand<? extends TNumber> rows(
      Ops tf, double[] labels, Operand<TNumber> predictions) {
    if (labels.length == 1) {
      Operand<TInt32> batch = tf.slice(tf.shape(predictions), tf.array(0), tf.array(1));
      return tf.fill(batch, tf.constant((int) labels[0]));
    }
    return tf.math.add(
        tf.dtypes.cast(tf.constant(labels), predictions.type()), tf.zerosLike(predictions));
  }
}
