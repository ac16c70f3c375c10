package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * What the solver of any problem gets, checked when it runs.
 *
 * @param costs 0 where blocked, [B, h, w]
 * @param start row and column inside the grid, [B, 2]
 * @param goal row and column inside the grid, [B, 2]
 * @param blocked [B, h, w], if cells are
 */
record SolverInputs<T extends TNumber>(
    Operand<T> costs,
    Operand<TInt32> start,
    Operand<TInt32> goal,
    Optional<Operand<TBool>> blocked) {

  /**
   * The inputs of a problem.
   *
   * @param tf builds the nodes
   * @param costs [B, h, w]
   * @throws IllegalArgumentException if types or shapes are others
   */
  static <T extends TNumber> SolverInputs<T> of(Ops tf, Operand<T> costs, PathProblem problem) {
    requireCosts(costs);
    problem
        .ends()
        .ifPresent(
            ends -> {
              requireShape("start", "[B, 2]", ends.start(), Shape.of(costs.shape().get(0), 2));
              requireShape("goal", "[B, 2]", ends.goal(), Shape.of(costs.shape().get(0), 2));
            });
    problem.blocked().ifPresent(b -> requireShape("blocked", "[B, h, w]", b, costs.shape()));

    Operand<TInt32> shape = tf.shape(costs);
    Operand<TInt32> batch = tf.slice(shape, tf.array(0), tf.array(1));
    Operand<TInt32> sides = tf.slice(shape, tf.array(1), tf.array(2));
    List<Op> fits = new ArrayList<>();
    problem.blocked().ifPresent(b -> fits.add(sameShape(tf, "blocked", b, shape)));
    Operand<T> open =
        problem
            .blocked()
            .<Operand<T>>map(
                b ->
                    tf.withControlDependencies(fits).select(b, tf.constant(costs.type(), 0), costs))
            .orElse(costs);
    fits.add(inRange(tf, open, sides));
    Operand<TInt32> cells = tf.concat(List.of(batch, tf.array(2)), tf.constant(0));
    Operand<TInt32> start;
    Operand<TInt32> goal;
    if (problem.ends().isPresent()) {
      start = problem.ends().get().start();
      goal = problem.ends().get().goal();
      fits.add(sameShape(tf, "start", start, cells));
      fits.add(sameShape(tf, "goal", goal, cells));
      fits.add(inside(tf, "start", start, sides));
      fits.add(inside(tf, "goal", goal, sides));
    } else {
      start = tf.fill(cells, tf.constant(0));
      goal = tf.broadcastTo(tf.math.sub(sides, tf.constant(1)), cells);
    }
    Ops checked = tf.withControlDependencies(fits);
    return new SolverInputs<>(
        checked.identity(open), checked.identity(start), checked.identity(goal), problem.blocked());
  }

  /**
   * Checks the costs.
   *
   * @throws IllegalArgumentException unless they are a [B, h, w] of float32 or float64
   */
  static void requireCosts(Operand<? extends TNumber> costs) {
    if (costs.type() != TFloat32.class && costs.type() != TFloat64.class) {
      throw new IllegalArgumentException(
          "costs must be float32 or float64, found " + costs.type().getSimpleName());
    }
    if (costs.shape().numDimensions() != 3) {
      throw new IllegalArgumentException(
          "costs must have the shape [B, h, w], found " + costs.shape());
    }
  }

  private static void requireShape(String name, String words, Operand<?> found, Shape allowed) {
    if (!found.shape().isCompatibleWith(allowed)) {
      throw new IllegalArgumentException(
          "%s must have the shape %s, here %s, found %s"
              .formatted(name, words, allowed, found.shape()));
    }
  }

  private static Op sameShape(
      Ops tf, String name, Operand<? extends TType> found, Operand<TInt32> allowed) {
    return tf.assertThat(
        tf.reduceAll(tf.math.equal(tf.shape(found), allowed), tf.constant(0)),
        List.of(
            tf.constant(name + " must have the shape"),
            allowed,
            tf.constant("found"),
            tf.shape(found)));
  }

  /** Fails the run unless cells, [B, 2], are in a grid of these sides, [2]. */
  static Op inside(Ops tf, String name, Operand<TInt32> cells, Operand<TInt32> sides) {
    Operand<TBool> within =
        tf.math.logicalAnd(tf.math.greaterEqual(cells, tf.constant(0)), tf.math.less(cells, sides));
    return tf.assertThat(
        tf.reduceAll(within, tf.array(0, 1)),
        List.of(
            tf.constant(name + " must be rows and columns from 0 and less than"),
            sides,
            tf.constant("found from"),
            tf.min(cells, tf.constant(0)),
            tf.constant("to"),
            tf.max(cells, tf.constant(0))));
  }

  private static <T extends TNumber> Op inRange(Ops tf, Operand<T> costs, Operand<TInt32> sides) {
    Class<T> type = costs.type();
    Operand<TInt32> axes = tf.array(0, 1, 2);
    Operand<T> least = tf.min(costs, axes);
    Operand<T> greatest = tf.max(costs, axes);
    Operand<T> cells = tf.dtypes.cast(tf.reduceProd(sides, tf.constant(0)), type);
    Operand<T> limit = tf.math.div(tf.constant(type, Distances.largest(type) / 4), cells);
    return tf.assertThat(
        tf.math.logicalAnd(
            tf.math.greaterEqual(least, tf.constant(type, 0)), tf.math.lessEqual(greatest, limit)),
        List.of(
            tf.constant("costs must be between 0 and"),
            limit,
            tf.constant("found from"),
            least,
            tf.constant("to"),
            greatest));
  }
}
