package org.newtonlosses.graphs.path;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;

/**
 * The cells of a path problem as tables, cells by examples.
 *
 * @param start whether a cell is where the path starts, [m, B]
 * @param goal whether it is where the path ends, [m, B]
 * @param blocked whether no path enters it, [m, B]; absent: none
 */
record ProblemCells(Operand<TBool> start, Operand<TBool> goal, Optional<Operand<TBool>> blocked) {

  /**
   * Of a problem.
   *
   * @param tf builds the nodes
   * @param shape of the tables
   * @throws IllegalArgumentException if the problem is of other grids
   */
  static ProblemCells of(Ops tf, PathProblem problem, Grid grid, Operand<TInt32> shape) {
    Operand<TInt32> start = tf.array(0);
    Operand<TInt32> goal = tf.array(grid.cells() - 1);
    if (problem.ends().isPresent()) {
      start = index(tf, "start", problem.ends().get().start(), grid);
      goal = index(tf, "goal", problem.ends().get().goal(), grid);
    }
    return new ProblemCells(
        only(tf, start, grid, shape),
        only(tf, goal, grid, shape),
        problem.blocked().map(blocked -> columns(tf, blocked, grid, shape)));
  }

  /** The index of a cell, [B]; a run fails if it is outside the grid. */
  private static Operand<TInt32> index(Ops tf, String name, Operand<TInt32> cells, Grid grid) {
    if (cells.shape().numDimensions() != 2 || cells.shape().get(1) != 2) {
      throw new IllegalArgumentException(
          "%s must have the shape [B, 2], found %s".formatted(name, cells.shape()));
    }
    Operand<TInt32> checked =
        tf.withControlDependencies(
                List.of(
                    SolverInputs.inside(tf, name, cells, tf.array(grid.height(), grid.width()))))
            .identity(cells);
    return tf.sum(tf.math.mul(checked, tf.array(grid.width(), 1)), tf.constant(1));
  }

  /** Whether a cell is that of the index, [1] or [B] → [m, B]. */
  private static Operand<TBool> only(
      Ops tf, Operand<TInt32> index, Grid grid, Operand<TInt32> shape) {
    Operand<TInt32> all =
        tf.expandDims(
            tf.range(tf.constant(0), tf.constant(grid.cells()), tf.constant(1)), tf.constant(1));
    return tf.broadcastTo(tf.math.equal(all, index), shape);
  }

  private static Operand<TBool> columns(
      Ops tf, Operand<TBool> blocked, Grid grid, Operand<TInt32> shape) {
    Shape found = blocked.shape();
    if (found.numDimensions() != 3
        || found.get(1) != grid.height()
        || found.get(2) != grid.width()) {
      throw new IllegalArgumentException(
          "blocked must have the shape [B, %d, %d], found %s"
              .formatted(grid.height(), grid.width(), found));
    }
    Operand<TBool> rows = tf.reshape(blocked, tf.array(-1, grid.cells()));
    return tf.broadcastTo(tf.linalg.transpose(rows, tf.array(1, 0)), shape);
  }
}
