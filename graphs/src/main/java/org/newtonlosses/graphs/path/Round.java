package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.newtonlosses.graphs.op.MaxPool;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * A round of value iteration over negative distances, [1, h, w, B]: what the moves into each cell
 * make of those of its neighbours. The best neighbour is found by poolings, for which TensorFlow
 * has fast kernels.
 *
 * <p>The poolings of diagonal steps hold straight ones and staying too. Nothing is gained by these:
 * a longer step costs no less, and only the start stays for nothing.
 *
 * @param neighbours 4 or 8
 * @param straight minus the cost of a straight step into the cell, [1, h, w, B]
 * @param diagonal minus the cost of a diagonal step; absent: the same
 * @param squares 0 where no cell of the square of this one and those to the right and below is
 *     blocked, else −∞, [1, h, w, B]; absent: diagonal steps need no free squares
 */
record Round<T extends TNumber>(
    int neighbours,
    Operand<T> straight,
    Optional<Operand<T>> diagonal,
    Optional<Operand<T>> squares) {

  /** The length of a diagonal step. */
  static final double DIAGONAL = Math.sqrt(2);

  private static final MaxPool ROW = new MaxPool(1, 3, 1, 1, "SAME");
  private static final MaxPool COLUMN = new MaxPool(3, 1, 1, 1, "SAME");
  private static final MaxPool TO_RIGHT_AND_BELOW = new MaxPool(2, 2, 1, 1, "SAME");
  private static final MaxPool SQUARE = new MaxPool(2, 2, 1, 1, "VALID");

  /**
   * The round of a problem.
   *
   * @param tf builds the nodes
   * @param stays minus the cost of each cell, 0 for the start, [1, h, w, B]
   * @param blocked [1, h, w, B], if cells are
   */
  static <T extends TNumber> Round<T> of(
      Ops tf, Moves moves, Operand<T> stays, Optional<Operand<TBool>> blocked) {

    boolean corners = moves.neighbours() == 8 && !moves.cutsCorners();
    return new Round<>(
        moves.neighbours(),
        stays,
        moves.lengthsDiffer()
            ? Optional.of(tf.math.mul(stays, tf.constant(stays.type(), DIAGONAL)))
            : Optional.empty(),
        blocked.filter(b -> corners).map(b -> freeSquares(tf, b, stays.type())));
  }

  private static <T extends TNumber> Operand<T> freeSquares(
      Ops tf, Operand<TBool> blocked, Class<T> type) {
    Operand<T> walls =
        tf.select(blocked, tf.constant(type, Double.POSITIVE_INFINITY), tf.constant(type, 0));
    return tf.math.neg(TO_RIGHT_AND_BELOW.call(tf, walls));
  }

  /** The distances after one more round. */
  Operand<T> call(Ops tf, Operand<T> now) {
    Operand<T> inRow = ROW.call(tf, now);
    if (neighbours == 8 && diagonal.isEmpty() && squares.isEmpty()) {
      return tf.math.add(COLUMN.call(tf, inRow), straight);
    }
    Operand<T> beside = tf.math.maximum(inRow, COLUMN.call(tf, now));
    if (neighbours == 4) {
      return tf.math.add(beside, straight);
    }
    Operand<T> around =
        squares.map(free -> inSquares(tf, now, free)).orElseGet(() -> COLUMN.call(tf, inRow));
    if (diagonal.isEmpty()) {
      return tf.math.add(tf.math.maximum(beside, around), straight);
    }
    return tf.math.maximum(tf.math.add(beside, straight), tf.math.add(around, diagonal.get()));
  }

  /** The maximum over the free squares that each cell is in. */
  private static <T extends TNumber> Operand<T> inSquares(Ops tf, Operand<T> now, Operand<T> free) {
    Operand<T> best = tf.math.add(TO_RIGHT_AND_BELOW.call(tf, now), free);
    Operand<T> all =
        tf.pad(
            best,
            tf.constant(new int[][] {{0, 0}, {1, 0}, {1, 0}, {0, 0}}),
            tf.constant(now.type(), -Distances.largest(now.type())));
    return SQUARE.call(tf, all);
  }

  /** What it is made of, as variables of a loop. */
  List<Operand<?>> operands() {
    List<Operand<?>> operands = new ArrayList<>(List.of(straight));
    diagonal.ifPresent(operands::add);
    squares.ifPresent(operands::add);
    return operands;
  }

  /** The same round, of the variables of a loop. */
  Round<T> with(List<Operand<?>> operands) {
    Iterator<Operand<?>> next = operands.iterator();
    return new Round<>(
        neighbours,
        Loops.typed(next.next()),
        diagonal.map(gain -> Loops.typed(next.next())),
        squares.map(free -> Loops.typed(next.next())));
  }
}
