package org.newtonlosses.graphs.path;

import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Traces the shortest paths of all grids back at once, a cell a step, until the longest has come to
 * the first cell. Paths that are there wait: no neighbour of the first cell is nearer.
 */
final class Traceback {

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
    // A border that no path enters.
    int h = grid.height() + 2;
    int w = grid.width() + 2;
    Operand<T> bordered =
        tf.pad(
            tf.linalg.transpose(negativeDistances, tf.array(2, 0, 1)),
            tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}}),
            tf.constant(type, -Distances.largest(type)));
    Operand<T> flat = tf.reshape(bordered, tf.array(-1));

    Operand<TInt64> grids =
        tf.range(tf.constant(0L), tf.size(flat, TInt64.class), tf.constant((long) h * w));
    Operand<TInt64> first = tf.math.add(tf.expandDims(grids, tf.constant(1)), tf.constant(w + 1L));
    long toLast = (long) (grid.height() - 1) * w + grid.width() - 1;
    Operand<TInt64> last = tf.math.add(first, tf.constant(toLast));
    Operand<T> ones = tf.dtypes.cast(tf.onesLike(grids), type);
    Operand<T> visited = tf.tensorScatterNdUpdate(tf.zerosLike(flat), last, ones);

    Output<?>[] traced =
        Loops.graph(tf)
            .whileLoop(
                new Output<?>[] {
                  visited.asOutput(),
                  last.asOutput(),
                  first.asOutput(),
                  flat.asOutput(),
                  ones.asOutput()
                },
                (condition, in, out) -> {
                  Ops ops = Ops.create(condition);
                  Operand<TBool> onTheWay =
                      ops.math.notEqual(Loops.<TInt64>typed(in[1]), Loops.<TInt64>typed(in[2]));
                  out[0] = ops.reduceAny(onTheWay, ops.array(0, 1)).asOutput();
                },
                (body, in, out) -> {
                  Ops ops = Ops.create(body);
                  Operand<TInt64> before =
                      before(ops, Loops.<TInt64>typed(in[1]), Loops.<T>typed(in[3]), w);
                  out[0] =
                      ops.tensorScatterNdUpdate(
                              Loops.<T>typed(in[0]), before, Loops.<T>typed(in[4]))
                          .asOutput();
                  out[1] = before.asOutput();
                  System.arraycopy(in, 2, out, 2, 3);
                },
                tf.scope().makeOpName("Traceback"));
    return tf.slice(
        tf.reshape(Loops.<T>typed(traced[0]), tf.array(-1, h, w)),
        tf.array(0, 1, 1),
        tf.array(-1, grid.height(), grid.width()));
  }

  /** For each of the cells [B, 1] the nearest of itself and its neighbours, [B, 1]. */
  private static <T extends TNumber> Operand<TInt64> before(
      Ops tf, Operand<TInt64> cells, Operand<T> negativeDistances, long width) {
    long[] offsets = new long[9];
    long[][] steps = new long[9][1];
    for (int i = 0; i < 9; i++) {
      offsets[i] = (i / 3 - 1) * width + i % 3 - 1;
      steps[i][0] = offsets[i];
    }
    Operand<T> candidates =
        tf.gather(negativeDistances, tf.math.add(cells, tf.constant(offsets)), tf.constant(0));
    Operand<TInt64> nearest = tf.math.argMax(candidates, tf.constant(1));
    return tf.math.add(cells, tf.gather(tf.constant(steps), nearest, tf.constant(0)));
  }
}
