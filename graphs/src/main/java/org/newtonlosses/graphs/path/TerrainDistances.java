package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The distances of the cells of any problem from its start: as {@link Distances}, for all moves,
 * starts, goals and blocked cells, and grids of a size that is known when it runs.
 */
final class TerrainDistances {

  /** Rounds for one look at whether anything changed. */
  private static final int ROUNDS = 4;

  private TerrainDistances() {}

  /**
   * Minus the distances. Cells that are as near as the goal hold less than the best of their
   * neighbours, the start excepted; those further away may hold too little.
   *
   * @param tf builds the nodes
   * @return [1, h, w, B]; below {@link #unreached} where no path leads, −∞ where blocked
   */
  static <T extends TNumber> Operand<T> negative(Ops tf, Terrain<T> terrain) {
    Class<T> type = terrain.gains().type();
    Operand<TBool> isStart = terrain.isStart(tf);
    Operand<T> begin = begin(tf, terrain, isStart);
    Operand<T> settled =
        settle(tf, terrain, begin, stays(tf, terrain.gains(), isStart), tf.constant(true));

    // As for the plain problem, costs too small to change a distance are raised to change it.
    Operand<TBool> absorbed = absorbed(tf, terrain, settled, isStart);
    Operand<T> unit = tf.math.mul(settled, tf.constant(type, Distances.roundingUnit(type)));
    Operand<T> visible = tf.math.minimum(terrain.gains(), unit);
    return settle(
        tf, terrain, tf.select(absorbed, begin, settled), stays(tf, visible, isStart), absorbed);
  }

  /** What minus the distance of a cell that can be reached is greater than. */
  static <T extends TNumber> Operand<T> unreached(Ops tf, Class<T> type) {
    return tf.constant(type, -Distances.largest(type) / 2);
  }

  private static <T extends TNumber> Operand<T> begin(
      Ops tf, Terrain<T> terrain, Operand<TBool> isStart) {
    Class<T> type = terrain.gains().type();
    Operand<T> least = tf.constant(type, -Distances.LEAST);
    Operand<T> nowhere = tf.constant(type, -Distances.largest(type));
    if (terrain.moves().stepCost() == Moves.StepCost.CELL) {
      return tf.select(isStart, tf.math.minimum(terrain.gains(), least), nowhere);
    }
    Operand<TBool> open =
        terrain
            .blocked()
            .<Operand<TBool>>map(b -> tf.math.logicalAnd(isStart, tf.math.logicalNot(b)))
            .orElse(isStart);
    return tf.select(open, least, nowhere);
  }

  private static <T extends TNumber> Operand<T> stays(
      Ops tf, Operand<T> gains, Operand<TBool> isStart) {
    return tf.select(isStart, tf.constant(gains.type(), 0), gains);
  }

  private static <T extends TNumber> Operand<T> settle(
      Ops tf, Terrain<T> terrain, Operand<T> begin, Operand<T> stays, Operand<TBool> needed) {
    Round<T> round = Round.of(tf, terrain.moves(), stays, terrain.blocked());
    List<Operand<?>> variables = new ArrayList<>();
    variables.add(needed);
    variables.add(begin);
    variables.add(terrain.places(tf, terrain.goal(), 0));
    variables.addAll(round.operands());
    List<Operand<?>> settled =
        Loops.repeat(
            tf,
            variables,
            (ops, in) -> Loops.typed(in.get(0)),
            (ops, in) -> {
              Round<T> each = round.with(in.subList(3, in.size()));
              Operand<T> before = Loops.typed(in.get(1));
              for (int i = 1; i < ROUNDS; i++) {
                before = each.call(ops, before);
              }
              Operand<T> now = each.call(ops, before);
              List<Operand<?>> next = new ArrayList<>(in);
              next.set(0, changed(ops, before, now, Loops.typed(in.get(2))));
              next.set(1, now);
              return next;
            });
    return Loops.typed(settled.get(1));
  }

  /** Whether a cell nearer than the goal has come nearer; scalar. */
  private static <T extends TNumber> Operand<TBool> changed(
      Ops tf, Operand<T> before, Operand<T> now, Operand<TInt64> goals) {
    Operand<T> goal = tf.gather(tf.reshape(now, tf.array(-1)), goals, tf.constant(0));
    return any(tf, tf.math.greater(now, tf.math.maximum(before, goal)));
  }

  /** Whether the cost of a cell that was reached is too small to change its distance; scalar. */
  private static <T extends TNumber> Operand<TBool> absorbed(
      Ops tf, Terrain<T> terrain, Operand<T> settled, Operand<TBool> isStart) {
    Operand<TBool> same = tf.math.greaterEqual(tf.math.add(settled, terrain.gains()), settled);
    Operand<TBool> reached = tf.math.greater(settled, unreached(tf, settled.type()));
    return any(
        tf, tf.math.logicalAnd(tf.math.logicalAnd(same, reached), tf.math.logicalNot(isStart)));
  }

  private static Operand<TBool> any(Ops tf, Operand<TBool> cells) {
    return tf.reduceAny(cells, tf.array(0, 1, 2, 3));
  }
}
