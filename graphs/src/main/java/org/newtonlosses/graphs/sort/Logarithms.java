package org.newtonlosses.graphs.sort;

import org.newtonlosses.graphs.op.Select;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Logarithms of the entries of a soft permutation, with finite first and second derivatives. */
final class Logarithms {

  private Logarithms() {}

  /** log P, of its shape. */
  static <T extends TNumber> Operand<T> of(Ops tf, SoftPermutation<T> p) {
    if (p.logits().isEmpty()) {
      return safeLog(tf, p.probabilities());
    }
    int k = Math.toIntExact(p.probabilities().shape().get(1));
    int n = Math.toIntExact(p.probabilities().shape().get(2));
    // The gradient of LogSoftmax is right for rank 2 only.
    Operand<T> rows = tf.reshape(p.logits().get(), tf.constant(new int[] {-1, n}));
    return tf.reshape(tf.nn.logSoftmax(rows), tf.constant(new int[] {-1, k, n}));
  }

  /**
   * log(1 − P), [B, n, n].
   *
   * @param logs log P
   */
  static <T extends TNumber> Operand<T> ofComplement(
      Ops tf, SoftPermutation<T> p, Operand<T> logs) {
    return p.logits().isPresent() ? complementOfSoftmax(tf, p, logs) : complement(tf, p);
  }

  /** Checks that a target has the shape of P; throws {@link IllegalArgumentException} with both. */
  static <T extends TNumber> void requireShape(SoftPermutation<T> p, Operand<T> target) {
    if (!target.shape().isCompatibleWith(p.probabilities().shape())) {
      throw new IllegalArgumentException(
          "target must have the shape of the permutation, %s, found %s"
              .formatted(p.probabilities().shape(), target.shape()));
    }
  }

  /**
   * log(1 − P), where P is so near 1 that 1 − P is a rounding error from the row's other entries,
   * of which none is near 1.
   */
  private static <T extends TNumber> Operand<T> complement(Ops tf, SoftPermutation<T> p) {
    Operand<T> probabilities = p.probabilities();
    Class<T> type = probabilities.type();
    double near = type == TFloat64.class ? 1e-10 : 1e-3;
    Operand<TBool> isNear = tf.math.less(tf.constant(type, 1 - near), probabilities);
    Operand<T> zeros = tf.stopGradient(tf.zerosLike(probabilities));
    Operand<T> others =
        tf.sum(Select.of(tf, isNear, zeros, probabilities), tf.constant(2), Sum.keepDims(true));
    return safeLog(
        tf,
        Select.of(
            tf,
            isNear,
            tf.broadcastTo(others, tf.shape(zeros)),
            tf.math.sub(tf.constant(type, 1), probabilities)));
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

  /** log of what is kept above the smallest number whose derivatives are finite. */
  static <T extends TNumber> Operand<T> safeLog(Ops tf, Operand<T> probability) {
    Class<T> type = probability.type();
    // The square of the inverse, in the second derivative, must stay finite.
    double smallest = type == TFloat64.class ? 1e-150 : 1e-18;
    return tf.math.log(tf.math.maximum(probability, tf.constant(type, smallest)));
  }
}
