package org.newtonlosses.graphs.rank;

import java.util.Optional;
import org.newtonlosses.graphs.op.Select;
import org.newtonlosses.graphs.sort.SoftPermutation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The rows of a soft permutation, summed over the items of a grade: S<sub>rg</sub> is how much the
 * items of grade g hold rank r. Logarithms are taken from the logits where P is a softmax;
 * elsewhere what they are taken of is kept above 10<sup>−18</sup> (float32) or 10<sup>−150</sup>
 * (float64), below which the gradient is 0.
 */
final class GradeRows<T extends TNumber> {
  private final Ops tf;
  private final Class<T> type;
  private final OrderedGrades order;
  private final Operand<T> probabilities;

  /** The logits less the largest of their row, [B, m, m], where P is a softmax. */
  private final Optional<Operand<T>> logits;

  /**
   * The rows.
   *
   * @param tf builds the nodes
   * @param p [B, m, m]
   * @param order of the grades
   */
  GradeRows(Ops tf, SoftPermutation<T> p, OrderedGrades order) {
    this.tf = tf;
    this.type = p.probabilities().type();
    this.order = order;
    this.probabilities = p.probabilities();
    this.logits = p.logits().map(this::shifted);
  }

  private Operand<T> shifted(Operand<T> all) {
    return tf.math.sub(all, tf.stopGradient(tf.max(all, tf.constant(2), Max.keepDims(true))));
  }

  /** log S of the grade that belongs at the rank, [B, m]. */
  Operand<T> logRight() {
    Operand<TBool> right = order.belongs();
    return logits
        .map(all -> logShare(all, right))
        .orElseGet(() -> safeLog(tf.sum(only(right, probabilities), tf.constant(2))));
  }

  /** Σ of log(1 − S) over the other grades, [B, m]. */
  Operand<T> logOthers() {
    Operand<TInt32> count = order.count();
    // In float64: GPUs and mixed precision round the factors of float32 products.
    Operand<TFloat64> shares =
        tf.train.batchMatMul(
            tf.dtypes.cast(probabilities, TFloat64.class),
            tf.oneHot(order.ofItems(), count, tf.constant(1.0), tf.constant(0.0)),
            TFloat64.class);
    Operand<TBool> others =
        tf.oneHot(order.ofRanks(), count, tf.constant(false), tf.constant(true));
    return logits
        .map(all -> complementOfSoftmax(all, shares, others))
        .orElseGet(() -> complement(shares, others));
  }

  /**
   * In each row only one grade's share can come near 1: there 1 − S is that of all other items,
   * from their logits.
   */
  private Operand<T> complementOfSoftmax(
      Operand<T> all, Operand<TFloat64> shares, Operand<TBool> others) {
    Operand<TInt32> top = tf.math.argMax(tf.stopGradient(shares), tf.constant(2), TInt32.class);
    Operand<TBool> below = tf.oneHot(top, order.count(), tf.constant(false), tf.constant(true));
    Operand<TFloat64> small = only(tf.math.logicalAnd(others, below), shares);
    Operand<T> ofSmall =
        tf.dtypes.cast(tf.sum(tf.math.log1p(tf.math.neg(small)), tf.constant(2)), type);
    Operand<TBool> elsewhere =
        tf.math.notEqual(Grades.rows(tf, top), Grades.columns(tf, order.ofItems()));
    Operand<T> wrong = tf.dtypes.cast(tf.math.notEqual(top, order.ofRanks()), type);
    return tf.math.add(ofSmall, tf.math.mul(wrong, logShare(all, elsewhere)));
  }

  /** Where S is so near 1 that 1 − S is a rounding error it is the sum of the others. */
  private Operand<T> complement(Operand<TFloat64> shares, Operand<TBool> others) {
    double near = type == TFloat64.class ? 1e-10 : 1e-3;
    Operand<TBool> far = tf.math.lessEqual(shares, tf.constant(1 - near));
    Operand<TFloat64> sum = tf.sum(only(far, shares), tf.constant(2), Sum.keepDims(true));
    Operand<TFloat64> rest =
        Select.of(
            tf, far, tf.math.sub(tf.constant(1.0), shares), tf.broadcastTo(sum, tf.shape(shares)));
    Operand<TFloat64> logs = safeLog(rest);
    return tf.dtypes.cast(tf.sum(only(others, logs), tf.constant(2)), type);
  }

  /** The logarithm of the share of some items in each row: [B, m, m] → [B, m]. */
  private Operand<T> logShare(Operand<T> all, Operand<TBool> items) {
    Operand<T> never = tf.math.add(zeros(all), tf.constant(type, LogSumExp.NEVER));
    Operand<T> some = LogSumExp.of(tf, Select.of(tf, items, all, never));
    return tf.sum(tf.math.sub(some, LogSumExp.of(tf, all)), tf.constant(2));
  }

  private <V extends TNumber> Operand<V> safeLog(Operand<V> share) {
    // The square of the inverse, in the second derivative, must stay finite.
    double least = type == TFloat64.class ? 1e-150 : 1e-18;
    return tf.math.log(tf.math.maximum(share, tf.constant(share.type(), least)));
  }

  private <V extends TNumber> Operand<V> only(Operand<TBool> condition, Operand<V> values) {
    return Select.of(tf, condition, values, zeros(values));
  }

  private <V extends TNumber> Operand<V> zeros(Operand<V> like) {
    return tf.stopGradient(tf.zerosLike(like));
  }
}
