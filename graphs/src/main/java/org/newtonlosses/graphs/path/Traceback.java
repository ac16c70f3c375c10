package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Traces the shortest paths of all grids back at once, a cell a step, until the longest has come to
 * the first cell. Paths that are there wait: no neighbour of the first cell is nearer.
 *
 * <p>Cells are numbered as they lie in memory, [h + 2, w + 2, B] with a border that no path enters.
 */
final class Traceback {

  /** Steps for one look at whether all have arrived. */
  private static final int STEPS = 4;

  private Traceback() {}

  /**
   * The paths.
   *
   * @param tf builds the nodes of a graph
   * @param negativeDistances [h, w, B], each below that of a neighbour, the first cell's excepted
   * @return zeros and ones, [B, h, w]
   */
  static <T extends TNumber> Operand<T> of(Ops tf, Operand<T> negativeDistances, Grid grid) {
    Class<T> type = negativeDistances.type();
    long width = grid.width() + 2L;
    Operand<T> bordered =
        tf.pad(
            negativeDistances,
            tf.constant(new int[][] {{1, 1}, {1, 1}, {0, 0}}),
            tf.constant(type, -Distances.largest(type)));
    Operand<T> flat = tf.reshape(bordered, tf.array(-1));
    Operand<TInt64> grids =
        tf.math.div(
            tf.size(flat, TInt64.class), tf.constant((grid.height() + 2L) * (grid.width() + 2L)));
    Operand<TInt64> around = tf.math.mul(tf.constant(offsets(width)), grids);
    Operand<TInt64> afterFirst = tf.math.mul(grids, tf.constant(width + 2));
    Operand<TInt64> last =
        tf.math.add(
            tf.range(tf.constant(0L), grids, tf.constant(1L)),
            tf.math.mul(grids, tf.constant(grid.height() * width + grid.width())));

    List<Operand<?>> traced =
        Loops.repeat(
            tf,
            List.of(last, last, afterFirst, flat, around),
            (ops, in) -> {
              Operand<TBool> onTheWay =
                  ops.math.greaterEqual(
                      Loops.<TInt64>typed(in.get(1)), Loops.<TInt64>typed(in.get(2)));
              return ops.reduceAny(onTheWay, ops.constant(0));
            },
            (ops, in) -> {
              List<Operand<TInt64>> visited = new ArrayList<>();
              visited.add(Loops.typed(in.get(0)));
              Operand<TInt64> cells = Loops.typed(in.get(1));
              for (int i = 0; i < STEPS; i++) {
                cells = before(ops, cells, Loops.<T>typed(in.get(3)), Loops.typed(in.get(4)));
                visited.add(cells);
              }
              return List.of(
                  ops.concat(visited, ops.constant(0)), cells, in.get(2), in.get(3), in.get(4));
            });
    Operand<T> path =
        tf.slice(
            mark(tf, Loops.typed(traced.get(0)), bordered),
            tf.array(1, 1, 0),
            tf.array(grid.height(), grid.width(), -1));
    return tf.linalg.transpose(path, tf.array(2, 0, 1));
  }

  /** From a cell to itself and its neighbours, by row, then by column, [9, 1]. */
  private static long[][] offsets(long width) {
    long[][] offsets = new long[9][1];
    for (int i = 0; i < 9; i++) {
      offsets[i][0] = (i / 3 - 1) * width + i % 3 - 1;
    }
    return offsets;
  }

  /** For each of the cells [B] the nearest of itself and its neighbours, of several the first. */
  private static <T extends TNumber> Operand<TInt64> before(
      Ops tf, Operand<TInt64> cells, Operand<T> negativeDistances, Operand<TInt64> around) {
    Operand<T> candidates =
        tf.gather(negativeDistances, tf.math.add(cells, around), tf.constant(0));
    Operand<TInt32> nearest = tf.math.argMax(candidates, tf.constant(0), TInt32.class);
    Operand<TInt64> offsets = tf.reshape(around, tf.array(-1));
    return tf.math.add(cells, tf.gather(offsets, nearest, tf.constant(0)));
  }

  /** Ones for the visited cells, zeros for the others, of the type and shape of another operand. */
  private static <T extends TNumber> Operand<T> mark(
      Ops tf, Operand<TInt64> visited, Operand<T> like) {
    Operand<T> ones = tf.fill(tf.shape(visited), tf.constant(like.type(), 1));
    Operand<T> none = tf.reshape(tf.zerosLike(like), tf.array(-1));
    Operand<T> marked =
        tf.tensorScatterNdUpdate(none, tf.expandDims(visited, tf.constant(1)), ones);
    return tf.reshape(marked, tf.shape(like));
  }
}
