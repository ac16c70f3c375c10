package org.newtonlosses.graphs.sort;

import java.util.Arrays;
import org.newtonlosses.graphs.parameter.Keys;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Losses between a soft permutation P and the true one Q, per example.
 *
 * <p>Where P is a softmax its logarithms are taken from the logits. Elsewhere P and 1 − P are kept
 * above 10<sup>−18</sup> (float32) or 10<sup>−150</sup> (float64), below which the gradient is 0:
 * value, gradient and second derivative are finite at probability 0 and 1 too. In the hard mode the
 * losses are those of the relaxed permutation.
 */
public enum RankingLoss {

  /** −mean over r of Σ<sub>i</sub> Q<sub>ri</sub> log P<sub>ri</sub>. */
  CROSS_ENTROPY("cross-entropy") {
    @Override
    <T extends TNumber> Operand<T> terms(Ops tf, SoftPermutation<T> p, Operand<T> target) {
      return tf.math.mul(target, logOf(tf, p));
    }

    @Override
    double divisor(int n) {
      return -n;
    }
  },

  /**
   * −mean over r and i of Q<sub>ri</sub> log P<sub>ri</sub> + (1 − Q<sub>ri</sub>) log(1 −
   * P<sub>ri</sub>).
   */
  BINARY_CROSS_ENTROPY("binary-cross-entropy") {
    @Override
    <T extends TNumber> Operand<T> terms(Ops tf, SoftPermutation<T> p, Operand<T> target) {
      Operand<T> logs = logOf(tf, p);
      Operand<T> complements =
          p.logits().isPresent() ? complementOfSoftmax(tf, p, logs) : complement(tf, p);
      // Q is 0 or 1: choosing is the weighted sum, in fewer nodes and without 0 · log 0.
      Operand<TBool> isTarget = tf.math.less(tf.constant(target.type(), 0.5), target);
      return Select.of(tf, isTarget, logs, complements);
    }

    @Override
    double divisor(int n) {
      return -(double) n * n;
    }
  };

  private final String key;

  RankingLoss(String key) {
    this.key = key;
  }

  /** The name in options and recipes. */
  public String key() {
    return key;
  }

  /**
   * The loss with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RankingLoss parse(String key) {
    return Keys.parse("loss", RankingLoss.class, RankingLoss::key, key);
  }

  /**
   * The loss of each example.
   *
   * @param tf builds the nodes
   * @param p the soft permutation, [B, n, n]
   * @param target Q, [B, n, n], of zeros and ones
   * @return [B]
   * @throws IllegalArgumentException if the target's shape is not that of P
   */
  public <T extends TNumber> Operand<T> call(Ops tf, SoftPermutation<T> p, Operand<T> target) {
    if (!target.shape().isCompatibleWith(p.probabilities().shape())) {
      throw new IllegalArgumentException(
          "target must have the shape of the permutation, "
              + p.probabilities().shape()
              + ", found "
              + target.shape());
    }
    int n = Math.toIntExact(p.probabilities().shape().get(2));
    return tf.math.div(
        tf.sum(terms(tf, p, target), tf.constant(new int[] {1, 2})),
        tf.constant(target.type(), divisor(n)));
  }

  /** What is summed over ranks and items, [B, n, n]. */
  abstract <T extends TNumber> Operand<T> terms(Ops tf, SoftPermutation<T> p, Operand<T> target);

  /** What the sum is divided by. */
  abstract double divisor(int n);

  /** log P. */
  private static <T extends TNumber> Operand<T> logOf(Ops tf, SoftPermutation<T> p) {
    if (p.logits().isEmpty()) {
      return safeLog(tf, p.probabilities());
    }
    int n = Math.toIntExact(p.probabilities().shape().get(2));
    // The gradient of LogSoftmax is right for rank 2 only.
    Operand<T> rows = tf.reshape(p.logits().get(), tf.constant(new int[] {-1, n}));
    return tf.reshape(tf.nn.logSoftmax(rows), tf.constant(new int[] {-1, n, n}));
  }

  /**
   * log(1 − P), where P is so near 1 that 1 − P is a rounding error from the row's other entries.
   */
  private static <T extends TNumber> Operand<T> complement(Ops tf, SoftPermutation<T> p) {
    Class<T> type = p.probabilities().type();
    int n = Math.toIntExact(p.probabilities().shape().get(2));
    double[][] others = new double[n][n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(others[i], 1);
      others[i][i] = 0;
    }
    Operand<TFloat64> rows =
        tf.reshape(
            tf.dtypes.cast(p.probabilities(), TFloat64.class), tf.constant(new int[] {-1, n}));
    double near = type == TFloat64.class ? 1e-10 : 1e-3;
    Operand<TFloat64> rest =
        Select.of(
            tf,
            tf.math.less(tf.constant(1 - near), rows),
            tf.linalg.matMul(rows, tf.constant(others)),
            DoubleNodes.affine(tf, rows, new double[] {-1}, new double[] {1}));
    return safeLog(tf, tf.reshape(tf.dtypes.cast(rest, type), tf.constant(new int[] {-1, n, n})));
  }

  /**
   * log(1 − P) where log P is exact: in each row only the likeliest entry can come near 1, and
   * there 1 − P is the sum of the others.
   */
  private static <T extends TNumber> Operand<T> complementOfSoftmax(
      Ops tf, SoftPermutation<T> p, Operand<T> logs) {
    Class<T> type = logs.type();
    int n = Math.toIntExact(logs.shape().get(2));
    Operand<TBool> top =
        tf.oneHot(
            tf.math.argMax(tf.stopGradient(logs), tf.constant(2)),
            tf.constant(n),
            tf.constant(true),
            tf.constant(false),
            OneHot.axis(-1L));
    Operand<T> zeros = tf.stopGradient(tf.zerosLike(logs));
    Operand<T> never = tf.math.add(zeros, tf.constant(type, -1e30));
    Operand<T> others = Select.of(tf, top, never, logs);
    Operand<T> shift = tf.stopGradient(tf.max(others, tf.constant(2), Max.keepDims(true)));
    Operand<T> sum =
        tf.sum(tf.math.exp(tf.math.sub(others, shift)), tf.constant(2), Sum.keepDims(true));
    Operand<T> rest = tf.math.add(tf.math.log(sum), shift);
    Operand<T> small = tf.math.log1p(tf.math.neg(Select.of(tf, top, zeros, p.probabilities())));
    return Select.of(tf, top, tf.broadcastTo(rest, tf.shape(logs)), small);
  }

  private static <T extends TNumber> Operand<T> safeLog(Ops tf, Operand<T> probability) {
    Class<T> type = probability.type();
    // The square of the inverse, in the second derivative, must stay finite.
    double smallest = type == TFloat64.class ? 1e-150 : 1e-18;
    return tf.math.log(tf.math.maximum(probability, tf.constant(type, smallest)));
  }
}
