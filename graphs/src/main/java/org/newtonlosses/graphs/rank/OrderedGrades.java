package org.newtonlosses.graphs.rank;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Which grade belongs at which rank, where the lowest ranks are those of no items. Grades are
 * numbered from the least of each list, which is that of no items where there are such.
 */
final class OrderedGrades {
  private final Ops tf;

  /** The grades that belong at the ranks, −1 first, [B, m]. */
  private final Operand<TFloat32> ascending;

  /** Whether a rank is the first of its grade, [B, m]. */
  private final Operand<TBool> firsts;

  private final Operand<TInt32> ofRanks;
  private final Operand<TInt32> ofItems;

  /**
   * Puts grades in order.
   *
   * @param tf builds the nodes
   * @param grades −1 where there is no item, [B, m]
   * @param slots m
   */
  OrderedGrades(Ops tf, Operand<TFloat32> grades, int slots) {
    this.tf = tf;
    Operand<TFloat32> descending =
        tf.nn.topK(grades, tf.constant(slots), TInt32.class, new TopK.Options[0]).values();
    this.ascending = tf.reverse(descending, tf.constant(new int[] {1}));
    Operand<TFloat32> below =
        tf.pad(
            tf.slice(ascending, tf.array(0, 0), tf.array(-1, slots - 1)),
            tf.constant(new int[][] {{0, 0}, {1, 0}}),
            tf.constant(Float.NEGATIVE_INFINITY));
    this.firsts = tf.math.notEqual(ascending, below);
    this.ofRanks =
        tf.math.sub(
            tf.math.cumsum(tf.dtypes.cast(firsts, TInt32.class), tf.constant(1)), tf.constant(1));
    this.ofItems =
        tf.gather(ofRanks, tf.lowerBound(ascending, grades), tf.constant(1), Gather.batchDims(1L));
  }

  /** The number of the grade that belongs at each rank, [B, m]. */
  Operand<TInt32> ofRanks() {
    return ofRanks;
  }

  /** The number of each item's grade, [B, m]. */
  Operand<TInt32> ofItems() {
    return ofItems;
  }

  /** The most numbers that a list has, a scalar. */
  Operand<TInt32> count() {
    Operand<TInt32> largest = tf.max(ofRanks, tf.constant(new int[] {0, 1}));
    return tf.math.maximum(tf.math.add(largest, tf.constant(1)), tf.constant(1));
  }

  /** Whether item i has the grade that belongs at rank r, [B, m, m]. */
  Operand<TBool> belongs() {
    return tf.math.equal(Grades.rows(tf, ofRanks), Grades.columns(tf, ofItems));
  }

  /** 1 for each rank of an item, [B, m]. */
  <T extends TNumber> Operand<T> filled(Class<T> type) {
    return tf.dtypes.cast(items(), type);
  }

  /** How many different grades the items of each list have, [B]. */
  <T extends TNumber> Operand<T> different(Class<T> type) {
    Operand<TBool> counted = tf.math.logicalAnd(firsts, items());
    return tf.sum(tf.dtypes.cast(counted, type), tf.constant(1));
  }

  private Operand<TBool> items() {
    return tf.math.greaterEqual(ascending, tf.constant(0f));
  }
}
