package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.op.Select;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftPermutation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * What losses ask of the grades of a batch of lists: constants for differentiation.
 *
 * @param <T> the type of the scores
 */
final class Grades<T extends TNumber> {

  private static final float ABSENT = -1;

  private final Ops tf;
  private final Class<T> type;
  private final int slots;
  private final Operand<TBool> present;
  private final Operand<TFloat32> grades;

  private Grades(Ops tf, Operand<TFloat32> grades, Class<T> type, int slots) {
    this.tf = tf;
    this.type = type;
    this.slots = slots;
    this.present = tf.math.greaterEqual(grades, tf.constant(0f));
    this.grades = Select.of(tf, present, grades, tf.fill(tf.shape(grades), tf.constant(ABSENT)));
  }

  /**
   * The grades of a batch.
   *
   * @param tf builds the nodes
   * @param grades [B, m], negative where there is no item
   * @param type of the scores
   * @throws IllegalArgumentException unless m is known
   */
  static <T extends TNumber> Grades<T> of(Ops tf, Operand<TFloat32> grades, Class<T> type) {
    if (grades.shape().numDimensions() != 2 || grades.shape().get(1) < 1) {
      throw new IllegalArgumentException(
          "grades must have the shape [B, m] with m known, found " + grades.shape());
    }
    return new Grades<>(tf, grades, type, Math.toIntExact(grades.shape().get(1)));
  }

  /** m. */
  int slots() {
    return slots;
  }

  /** Which items there are, [B, m]. */
  Operand<TBool> present() {
    return present;
  }

  /** The grades, −1 where there is no item, [B, m]. */
  Operand<TFloat32> values() {
    return grades;
  }

  /** How many items there are, but 1 where there are none, [B]. */
  Operand<T> items() {
    Operand<T> counts = tf.sum(tf.dtypes.cast(present, type), tf.constant(1));
    return tf.math.maximum(counts, tf.constant(type, 1));
  }

  /** 1 for each list with two grades or more, of which something can be learnt, [B]. */
  Operand<T> differ() {
    Operand<TFloat32> largest = tf.max(grades, tf.constant(1));
    Operand<TFloat32> infinity = tf.fill(tf.shape(grades), tf.constant(Float.POSITIVE_INFINITY));
    Operand<TFloat32> smallest = tf.min(Select.of(tf, present, grades, infinity), tf.constant(1));
    return tf.dtypes.cast(tf.math.less(smallest, largest), type);
  }

  /** What the items gain, 0 where there is none, [B, m]. */
  Operand<T> gains(Gain gain) {
    return gain.of(tf, tf.dtypes.cast(tf.math.maximum(grades, tf.constant(0f)), type));
  }

  /** e to the grades less the largest of the list, 0 where there is no item, [B, m]. */
  Operand<T> exponentials() {
    Operand<TFloat32> largest = tf.max(grades, tf.constant(1), Max.keepDims(true));
    Operand<T> powers = tf.math.exp(tf.dtypes.cast(tf.math.sub(grades, largest), type));
    return tf.math.mul(tf.dtypes.cast(present, type), powers);
  }

  /** The discounted cumulative gain of the k best items in the best order, [B]. */
  Operand<T> idealDcg(Gain gain, int k) {
    Operand<T> best =
        tf.nn.topK(gains(gain), tf.constant(k), TInt32.class, new TopK.Options[0]).values();
    return tf.sum(tf.math.mul(best, Discounts.of(tf, k, type)), tf.constant(1));
  }

  /** Which grade belongs at which rank. */
  OrderedGrades order() {
    return new OrderedGrades(tf, grades, slots);
  }

  /** Whether item i is better than item j, [B, m, m]; nothing is better than no item. */
  Operand<TBool> better() {
    return tf.math.logicalAnd(
        tf.math.greater(rows(tf, grades), columns(tf, grades)), columns(tf, present));
  }

  /**
   * The scores, 0 where there is no item, whatever stands there.
   *
   * @param scores [B, m]
   * @throws IllegalArgumentException if they have another shape
   */
  Operand<T> only(Operand<T> scores) {
    requireShape(scores);
    return Select.of(tf, present, scores, tf.stopGradient(tf.zerosLike(scores)));
  }

  /**
   * The relaxed order of scores.
   *
   * @throws IllegalArgumentException if they are not [B, m], or do not suit the relaxed sort
   */
  SoftPermutation<T> sorted(Ops tf, RelaxedSort sort, Operand<T> scores) {
    requireShape(scores);
    return sort.call(tf, scores, present);
  }

  /**
   * Checks scores.
   *
   * @throws IllegalArgumentException unless they are [B, m]
   */
  void requireShape(Operand<T> scores) {
    if (scores.shape().numDimensions() != 2 || scores.shape().get(1) != slots) {
      throw new IllegalArgumentException(
          "scores must have the shape of the grades, [B, %d], found %s"
              .formatted(slots, scores.shape()));
    }
  }

  /** [B] → [B, 1]: the list of each item. */
  static <V extends TType> Operand<V> lists(Ops tf, Operand<V> values) {
    return tf.expandDims(values, tf.constant(1));
  }

  /** [B, m] → [B, m, 1]: item i of a pair (i, j), or of a row. */
  static <V extends TType> Operand<V> rows(Ops tf, Operand<V> values) {
    return tf.expandDims(values, tf.constant(2));
  }

  /** [B, m] → [B, 1, m]: item j of a pair (i, j), or the items of every row. */
  static <V extends TType> Operand<V> columns(Ops tf, Operand<V> values) {
    return tf.expandDims(values, tf.constant(1));
  }
}
