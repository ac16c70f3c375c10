package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * A step from each of some cells back to where its shortest path comes from: of several neighbours,
 * the first by row, then by column. Cells are numbered as they lie in a flat [h + 2, w + 2, B].
 *
 * @param neighbours 4 or 8
 * @param keepsCorners whether a diagonal step needs the cells free that it passes between
 * @param distances minus the distances, −∞ where blocked and on the border, [(h + 2)(w + 2)B]
 * @param gains minus the costs, [(h + 2)(w + 2)B]; absent: all steps into a cell cost the same
 * @param offsets from a cell to its neighbours, by row, then by column, [neighbours]
 * @param starts where paths start and steps end, [B]
 */
record StepBack<T extends TNumber>(
    int neighbours,
    boolean keepsCorners,
    Operand<T> distances,
    Optional<Operand<T>> gains,
    Operand<TInt64> offsets,
    Operand<TInt64> starts) {

  private static final double[] LENGTHS = {
    Round.DIAGONAL, 1, Round.DIAGONAL, 1, 1, Round.DIAGONAL, 1, Round.DIAGONAL
  };

  /** The two of the 8 neighbours between which the step from each passes; itself if straight. */
  private static final int[][] PASSED = {
    {1, 1, 1, 3, 4, 3, 6, 4},
    {3, 1, 4, 3, 4, 6, 6, 6}
  };

  /**
   * The step of a problem.
   *
   * @param tf builds the nodes
   * @param negativeDistances as {@link TerrainDistances} makes them, [1, h, w, B]
   */
  static <T extends TNumber> StepBack<T> of(
      Ops tf, Terrain<T> terrain, Operand<T> negativeDistances) {
    Moves moves = terrain.moves();
    return new StepBack<>(
        moves.neighbours(),
        moves.neighbours() == 8 && !moves.cutsCorners() && terrain.blocked().isPresent(),
        bordered(tf, negativeDistances),
        moves.lengthsDiffer() ? Optional.of(bordered(tf, terrain.gains())) : Optional.empty(),
        offsets(tf, terrain),
        terrain.places(tf, terrain.start(), 1));
  }

  private static <T extends TNumber> Operand<T> bordered(Ops tf, Operand<T> cells) {
    Operand<T> all =
        tf.pad(
            cells,
            tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}}),
            tf.constant(cells.type(), Double.NEGATIVE_INFINITY));
    return tf.reshape(all, tf.array(-1));
  }

  private static Operand<TInt64> offsets(Ops tf, Terrain<?> terrain) {
    boolean all = terrain.moves().neighbours() == 8;
    Operand<TInt64> rows = all ? tf.array(-1L, -1, -1, 0, 0, 1, 1, 1) : tf.array(-1L, 0, 0, 1);
    Operand<TInt64> columns = all ? tf.array(-1L, 0, 1, -1, 1, -1, 0, 1) : tf.array(0L, -1, 1, 0);
    Operand<TInt64> width = tf.math.add(terrain.size(tf, 2), tf.constant(2L));
    return tf.math.mul(tf.math.add(tf.math.mul(rows, width), columns), terrain.size(tf, 3));
  }

  /** From the cells [1, B] to those before them, [1, B]; from its start a path stays there. */
  Operand<TInt64> call(Ops tf, Operand<TInt64> cells) {
    Operand<TInt64> around = tf.math.add(tf.expandDims(offsets, tf.constant(1)), cells);
    Operand<T> before = tf.gather(distances, around, tf.constant(0));
    Operand<T> candidates =
        gains.<Operand<T>>map(g -> tf.math.add(before, entered(tf, cells, g))).orElse(before);
    Operand<T> allowed = keepsCorners ? passing(tf, before, candidates) : candidates;
    Operand<TInt32> nearest = tf.math.argMax(allowed, tf.constant(0), TInt32.class);
    Operand<TInt64> previous = tf.math.add(cells, tf.gather(offsets, nearest, tf.constant(0)));
    return tf.select(tf.math.equal(cells, starts), cells, previous);
  }

  /** Minus what it costs to enter the cells from each neighbour, [8, B]. */
  private static <T extends TNumber> Operand<T> entered(
      Ops tf, Operand<TInt64> cells, Operand<T> gains) {
    Operand<T> lengths = tf.dtypes.cast(tf.constant(LENGTHS), gains.type());
    return tf.math.mul(
        tf.expandDims(lengths, tf.constant(1)), tf.gather(gains, cells, tf.constant(0)));
  }

  /** The candidates, −∞ where a step would pass a blocked cell. */
  private static <T extends TNumber> Operand<T> passing(
      Ops tf, Operand<T> distances, Operand<T> candidates) {
    Operand<T> blocked = tf.constant(distances.type(), Double.NEGATIVE_INFINITY);
    Operand<T> worse =
        tf.math.minimum(
            tf.gather(distances, tf.constant(PASSED[0]), tf.constant(0)),
            tf.gather(distances, tf.constant(PASSED[1]), tf.constant(0)));
    return tf.select(tf.math.greater(worse, blocked), candidates, blocked);
  }

  /** What it is made of, as variables of a loop. */
  List<Operand<?>> operands() {
    List<Operand<?>> operands = new ArrayList<>(Arrays.asList(distances, offsets, starts));
    gains.ifPresent(operands::add);
    return operands;
  }

  /** The same step, of the variables of a loop. */
  StepBack<T> with(List<Operand<?>> operands) {
    Iterator<Operand<?>> next = operands.iterator();
    Operand<T> distances = Loops.typed(next.next());
    Operand<TInt64> offsets = Loops.typed(next.next());
    Operand<TInt64> starts = Loops.typed(next.next());
    return new StepBack<>(
        neighbours,
        keepsCorners,
        distances,
        gains.map(g -> Loops.typed(next.next())),
        offsets,
        starts);
  }
}
