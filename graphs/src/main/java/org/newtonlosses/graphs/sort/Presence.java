package org.newtonlosses.graphs.sort;

import java.util.stream.IntStream;
import org.newtonlosses.graphs.op.Select;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Which of the n items of lists there are. In ascending order absent ones come first, by their
 * index, and the L present ones are the last: the first n − L rows of a permutation are of absent
 * items.
 *
 * @param present which items there are, [B, n]
 * @param scores s, 0 where absent, [B, n]: absent scores are not read, and have no derivatives
 * @param keys the same as constants, −∞ where absent: what sorts as said
 * @param counts L, [B, 1]
 */
record Presence<T extends TNumber>(
    Operand<TBool> present, Operand<T> scores, Operand<T> keys, Operand<TInt32> counts) {

  /** In place of the logarithm of 0: its exponential is 0, and it stays finite in sums. */
  private static final double NEVER = -1e30;

  /**
   * Lists of different lengths.
   *
   * @param tf builds the nodes
   * @param scores s, [B, n]
   * @param present which items there are, [B, n]
   * @throws IllegalArgumentException if scores is not for a relaxed sort, or present has another
   *     shape
   */
  static <T extends TNumber> Presence<T> of(Ops tf, Operand<T> scores, Operand<TBool> present) {
    Scores.items(scores);
    if (!present.shape().isCompatibleWith(scores.shape())) {
      throw new IllegalArgumentException(
          "present must have the shape of the scores, %s, found %s"
              .formatted(scores.shape(), present.shape()));
    }
    Operand<T> zeros = tf.stopGradient(tf.zerosLike(scores));
    Operand<T> infinity = tf.constant(scores.type(), Double.NEGATIVE_INFINITY);
    return new Presence<>(
        present,
        Select.of(tf, present, scores, zeros),
        tf.stopGradient(Select.of(tf, present, scores, tf.math.add(zeros, infinity))),
        tf.sum(tf.dtypes.cast(present, TInt32.class), tf.constant(1), Sum.keepDims(true)));
  }

  /** n. */
  int items() {
    return Math.toIntExact(scores.shape().get(1));
  }

  /** All rows. */
  int[] ascending() {
    return IntStream.range(0, items()).toArray();
  }

  /** The rows of the k largest, the largest first. */
  int[] largest(int k) {
    return IntStream.range(0, k).map(j -> items() - 1 - j).toArray();
  }

  /** L, [B, 1], as a number. */
  Operand<T> lengths(Ops tf) {
    return tf.dtypes.cast(counts, scores.type());
  }

  /**
   * The items in the order of some rows.
   *
   * @return [B, R]
   */
  Operand<TInt32> itemsOf(Ops tf, int[] rows) {
    int[] backwards = IntStream.of(rows).map(r -> items() - 1 - r).toArray();
    return tf.gather(Order.descending(tf, keys), tf.constant(backwards), tf.constant(1));
  }

  /**
   * The row of each absent item, in the order of their indices, and −1 for present ones, [B, n].
   */
  private Operand<TInt32> absentRows(Ops tf) {
    return tf.math.sub(numbered(tf, tf.math.logicalNot(present)), tf.constant(1));
  }

  /** A row for each item, in the order of their indices: first the absent, then the present. */
  Operand<TInt32> rows(Ops tf) {
    Operand<TInt32> behind = tf.math.add(numbered(tf, present), first(tf));
    return Select.of(tf, present, tf.math.sub(behind, tf.constant(1)), absentRows(tf));
  }

  /** The first row of a present item, n − L, [B, 1]. */
  private Operand<TInt32> first(Ops tf) {
    return tf.math.sub(tf.constant(items()), counts);
  }

  /** 1, 2, … for some items, 0 for the others. */
  private static Operand<TInt32> numbered(Ops tf, Operand<TBool> some) {
    Operand<TInt32> ones = tf.dtypes.cast(some, TInt32.class);
    return tf.math.mul(tf.math.cumsum(ones, tf.constant(1)), ones);
  }

  /**
   * The logits whose softmax is one-hot in the rows of absent items, and 0 for absent items in the
   * others.
   *
   * @param logits right where row and item are present, finite elsewhere, [B, R, n]
   * @param rows R of them
   * @return [B, R, n]
   */
  Operand<T> logits(Ops tf, Operand<T> logits, int[] rows) {
    Class<T> type = scores.type();
    Operand<TInt32> column = tf.expandDims(tf.constant(rows), tf.constant(1));
    Operand<TBool> own =
        tf.math.logicalAnd(
            tf.math.lessEqual(tf.expandDims(first(tf), tf.constant(2)), column),
            tf.expandDims(present, tf.constant(1)));
    Operand<TBool> absent = tf.math.equal(column, tf.expandDims(absentRows(tf), tf.constant(1)));
    Operand<T> others = tf.select(absent, tf.constant(type, 0), tf.constant(type, NEVER));
    return Select.of(tf, own, logits, tf.stopGradient(others));
  }
}
