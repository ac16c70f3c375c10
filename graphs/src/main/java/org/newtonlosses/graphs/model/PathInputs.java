package org.newtonlosses.graphs.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.newtonlosses.graphs.path.Moves;
import org.newtonlosses.graphs.path.PathProblem;
import org.newtonlosses.graphs.path.Route;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Prod;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * Between which cells paths are sought, and over which, as inputs of a model: there are only those
 * that are used.
 *
 * <table>
 * <caption>Inputs; B is free, and h and w where the model takes grids of any size</caption>
 * <tr><td>start</td><td>int32 [B, 2], row and column from 0; with own ends</td></tr>
 * <tr><td>goal</td><td>int32 [B, 2]; with own ends</td></tr>
 * <tr><td>blocked</td><td>uint8 [B, h, w], ones where no path enters; with obstacles</td></tr>
 * <tr><td>diagonals</td><td>uint8 [B, h, w], ones where the true path enters a cell by a diagonal
 *     step; a label, where those count √2</td></tr>
 * </table>
 *
 * <pre>{@code
 * PathInputs inputs = new PathInputs(Moves.PLAIN, true, false);
 * inputs.features(Shape.of(-1, 4, 4)).size(); // → 2
 * PathInputs.NONE.features(Shape.of(-1, 4, 4)); // → []
 * }</pre>
 *
 * @param moves how one moves, and what it costs
 * @param ends whether each example has its own start and goal; else paths run from the first cell
 *     to the last
 * @param obstacles whether cells may be blocked
 */
public record PathInputs(Moves moves, boolean ends, boolean obstacles) {

  /** From the first to the last cell, over all cells. */
  public static final PathInputs NONE = new PathInputs(Moves.PLAIN, false, false);

  /** Feature: where paths start. */
  public static final String START = "start";

  /** Feature: where paths end. */
  public static final String GOAL = "goal";

  /** Feature: the blocked cells. */
  public static final String BLOCKED = "blocked";

  /** Label: which cells the true paths enter by diagonal steps. */
  public static final String DIAGONALS = "diagonals";

  private static final Input<TInt32> START_INPUT =
      new Input<>(START, TInt32.class, Shape.of(-1, 2));
  private static final Input<TInt32> GOAL_INPUT = new Input<>(GOAL, TInt32.class, Shape.of(-1, 2));

  /** Checks that there are moves. */
  public PathInputs {
    Objects.requireNonNull(moves, "moves");
  }

  /**
   * What is given with the features.
   *
   * @param grids [B, h, w], with −1 for what is free
   */
  public List<Input<?>> features(Shape grids) {
    List<Input<?>> inputs = new ArrayList<>();
    if (ends) {
      inputs.add(START_INPUT);
      inputs.add(GOAL_INPUT);
    }
    if (obstacles) {
      inputs.add(blocked(grids));
    }
    return inputs;
  }

  /**
   * What is given with the true paths.
   *
   * @param grids [B, h, w], with −1 for what is free
   */
  public List<Input<?>> labels(Shape grids) {
    return diagonalsCount() ? List.of(diagonals(grids)) : List.of();
  }

  /** Whether a path costs what it enters: then its lengths are not its cells. */
  public boolean hasLengths() {
    return moves.stepCost() == Moves.StepCost.ENTERING;
  }

  private boolean diagonalsCount() {
    return hasLengths() && moves.neighbours() == 8;
  }

  /** Costs are fed with the further features; a run fails unless there are equally many of each. */
  Fed fed(Ops tf, Input<?> costs, Shape grids) {
    List<Input<?>> all = new ArrayList<>(List.of(costs));
    all.addAll(features(grids));
    Fed in = Fed.of(tf, all);
    return all.size() == 1 ? in : in.after(tf, in.sameBatch(tf, all));
  }

  /** The blocked cells as they are fed, if there are any. */
  Optional<Operand<TBool>> blocked(Ops tf, Fed in, Shape grids) {
    return obstacles ? Optional.of(marked(tf, in, blocked(grids))) : Optional.empty();
  }

  /** The problem of what is fed. */
  PathProblem problem(Ops tf, Fed in, Shape grids) {
    return new PathProblem(
        moves,
        ends
            ? Optional.of(new PathProblem.Ends(in.get(START_INPUT), in.get(GOAL_INPUT)))
            : Optional.empty(),
        blocked(tf, in, grids));
  }

  /**
   * The true paths.
   *
   * @param path zeros and ones, [B, h, w]
   * @return flat, [B, m]
   */
  <T extends TNumber> Route<T> route(Ops tf, Fed in, Operand<T> path, Shape grids) {
    Operand<T> cells = flat(tf, path);
    if (!hasLengths()) {
      return Route.ofCells(cells);
    }
    Operand<T> diagonal =
        diagonalsCount()
            ? flat(tf, tf.dtypes.cast(marked(tf, in, diagonals(grids)), path.type()))
            : tf.zerosLike(cells);
    return Route.entering(tf, cells, diagonal, flat(tf, starts(tf, in, path)));
  }

  /** Ones where the paths start, zeros elsewhere and where there is no path; like the paths. */
  private <T extends TNumber> Operand<T> starts(Ops tf, Fed in, Operand<T> path) {
    Operand<TInt32> shape = tf.shape(path);
    Operand<TInt32> height = tf.gather(shape, tf.constant(1), tf.constant(0));
    Operand<TInt32> width = tf.gather(shape, tf.constant(2), tf.constant(0));
    Operand<TInt32> first = tf.array(0);
    Operand<TInt32> row = first;
    Operand<TInt32> column = first;
    if (ends) {
      row = tf.gather(in.get(START_INPUT), tf.constant(0), tf.constant(1));
      column = tf.gather(in.get(START_INPUT), tf.constant(1), tf.constant(1));
    }
    Operand<T> one = tf.dtypes.cast(tf.constant(1f), path.type());
    Operand<T> zero = tf.dtypes.cast(tf.constant(0f), path.type());
    Operand<T> rows = tf.expandDims(tf.oneHot(row, height, one, zero), tf.constant(2));
    Operand<T> columns = tf.expandDims(tf.oneHot(column, width, one, zero), tf.constant(1));
    return tf.math.mul(tf.math.mul(rows, columns), path);
  }

  /** [B, h, w] → [B, h·w], also of grids whose size is not known yet. */
  static <T extends TNumber> Operand<T> flat(Ops tf, Operand<T> grids) {
    Shape shape = grids.shape();
    if (shape.get(1) > 0 && shape.get(2) > 0) {
      return tf.reshape(grids, tf.array(-1, Math.toIntExact(shape.get(1) * shape.get(2))));
    }
    Operand<TInt32> sizes = tf.shape(grids);
    Operand<TInt32> cells =
        tf.prod(tf.slice(sizes, tf.array(1), tf.array(2)), tf.array(0), Prod.keepDims(true));
    return tf.reshape(
        grids,
        tf.concat(List.of(tf.slice(sizes, tf.array(0), tf.array(1)), cells), tf.constant(0)));
  }

  /** Where an input is one; a run fails if it is not of zeros and ones. */
  private static Operand<TBool> marked(Ops tf, Fed in, Input<TUint8> input) {
    return tf.dtypes.cast(zerosAndOnes(tf, in, input), TBool.class);
  }

  /** What is fed for an input; a run fails if it is not of zeros and ones. */
  static Operand<TUint8> zerosAndOnes(Ops tf, Fed in, Input<TUint8> input) {
    Operand<TUint8> fed = in.get(input);
    Operand<TInt64> largest =
        tf.max(tf.dtypes.cast(fed, TInt64.class), tf.constant(new int[] {0, 1, 2}));
    Op check =
        tf.assertThat(
            tf.math.lessEqual(largest, tf.constant(1L)),
            List.of(tf.constant(input.name() + " must be of zeros and ones, found"), largest));
    return tf.withControlDependencies(List.of(check)).identity(fed);
  }

  private static Input<TUint8> blocked(Shape grids) {
    return new Input<>(BLOCKED, TUint8.class, grids);
  }

  private static Input<TUint8> diagonals(Shape grids) {
    return new Input<>(DIAGONALS, TUint8.class, grids);
  }
}
