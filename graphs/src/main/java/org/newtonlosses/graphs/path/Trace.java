package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceProd;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Traces the shortest paths of any problem back from its goals, a cell a step, until the longest
 * has come to its start; those that are there wait. Goals that cannot be reached have no path.
 *
 * @param path zeros and ones, [B, h, w]
 * @param lengths what costs are multiplied by in the cost of the path, [B, h, w]
 * @param reached whether there is a path, [B]
 */
record Trace<T extends TNumber>(Operand<T> path, Operand<T> lengths, Operand<TBool> reached) {

  /** Steps for one look at whether all have arrived. */
  private static final int STEPS = 4;

  /**
   * The paths.
   *
   * @param tf builds the nodes
   * @param negativeDistances as {@link TerrainDistances} makes them, [1, h, w, B]
   */
  static <T extends TNumber> Trace<T> of(Ops tf, Terrain<T> terrain, Operand<T> negativeDistances) {
    Class<T> type = negativeDistances.type();
    StepBack<T> step = StepBack.of(tf, terrain, negativeDistances);
    Operand<TInt64> goals = terrain.places(tf, terrain.goal(), 1);
    Operand<TBool> reached =
        tf.math.greater(
            tf.gather(step.distances(), goals, tf.constant(0)),
            TerrainDistances.unreached(tf, type));
    Operand<TInt64> visited = visited(tf, step, tf.select(reached, goals, step.starts()));

    Operand<T> ones = tf.fill(tf.shape(visited), tf.constant(type, 1));
    Operand<T> path = mark(tf, terrain, reached, visited, ones);
    if (terrain.moves().stepCost() == Moves.StepCost.CELL) {
      return new Trace<>(path, path, reached);
    }
    Operand<TInt64> left = tf.slice(visited, tf.array(1, 0), tf.array(-1, -1));
    Operand<TInt64> entered = tf.slice(visited, tf.array(0L, 0), tf.shape(left, TInt64.class));
    return new Trace<>(
        path,
        mark(tf, terrain, reached, entered, lengths(tf, terrain, tf.math.sub(entered, left), type)),
        reached);
  }

  /** The cells of the paths from each goal to its start, where it may stand repeatedly, [n, B]. */
  private static Operand<TInt64> visited(Ops tf, StepBack<?> step, Operand<TInt64> from) {
    List<Operand<?>> variables = new ArrayList<>();
    Operand<TInt64> first = tf.expandDims(from, tf.constant(0));
    variables.add(first);
    variables.add(first);
    variables.addAll(step.operands());
    List<Operand<?>> traced =
        Loops.repeat(
            tf,
            variables,
            (ops, in) ->
                ops.reduceAny(
                    ops.math.notEqual(
                        Loops.<TInt64>typed(in.get(0)),
                        step.with(in.subList(2, in.size())).starts()),
                    ops.array(0, 1)),
            (ops, in) -> {
              StepBack<?> each = step.with(in.subList(2, in.size()));
              Operand<TInt64> cells = Loops.typed(in.get(0));
              List<Operand<TInt64>> visited = new ArrayList<>(List.of(Loops.typed(in.get(1))));
              for (int i = 0; i < STEPS; i++) {
                cells = each.call(ops, cells);
                visited.add(cells);
              }
              List<Operand<?>> next = new ArrayList<>(in);
              next.set(0, cells);
              next.set(1, ops.concat(visited, ops.constant(0)));
              return next;
            });
    return Loops.typed(traced.get(1));
  }

  /** The lengths of steps by how far apart the cells lie in memory; 0 for staying. */
  private static <T extends TNumber> Operand<T> lengths(
      Ops tf, Terrain<T> terrain, Operand<TInt64> offsets, Class<T> type) {
    Operand<TInt64> column = terrain.size(tf, 3);
    Operand<TInt64> row = tf.math.mul(column, tf.math.add(terrain.size(tf, 2), tf.constant(2L)));
    Operand<TInt64> far = tf.math.abs(offsets);
    Operand<TBool> straight =
        tf.math.logicalOr(tf.math.equal(far, column), tf.math.equal(far, row));
    Operand<T> moved = tf.select(straight, tf.constant(type, 1), tf.constant(type, Round.DIAGONAL));
    return tf.select(tf.math.equal(far, tf.constant(0L)), tf.constant(type, 0), moved);
  }

  /** Values where paths went, 0 elsewhere, [B, h, w]. */
  private static <T extends TNumber> Operand<T> mark(
      Ops tf,
      Terrain<T> terrain,
      Operand<TBool> reached,
      Operand<TInt64> visited,
      Operand<T> values) {
    Operand<TInt64> inside = tf.shape(terrain.gains(), TInt64.class);
    Operand<TInt64> shape = tf.math.add(inside, tf.array(0L, 2, 2, 0));
    Operand<T> none =
        tf.fill(
            tf.reduceProd(shape, tf.array(0), ReduceProd.keepDims(true)),
            tf.constant(values.type(), 0));
    Operand<T> marked =
        tf.tensorScatterNdUpdate(none, tf.expandDims(visited, tf.constant(2)), values);
    Operand<T> grids = tf.slice(tf.reshape(marked, shape), tf.array(0L, 1, 1, 0), inside);
    Operand<T> found = tf.select(reached, grids, tf.constant(values.type(), 0));
    return tf.linalg.transpose(tf.squeeze(found, Squeeze.axis(List.of(0L))), tf.array(2, 0, 1));
  }
}
