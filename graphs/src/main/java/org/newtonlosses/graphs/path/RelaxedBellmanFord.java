package org.newtonlosses.graphs.path;

import java.util.Objects;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * The relaxed Bellman-Ford algorithm: the distances of all cells from the start with a softmin,
 * {@code iterations} times,
 *
 * <pre>
 * w_ik = softmax_k(−β d_k)   over the 8 neighbours k of cell i
 * d_i ← Σ_k w_ik d_k + cost_i
 * </pre>
 *
 * where d is 0 in the first cell, the start, and 10<sup>12</sup> outside the grid and before the
 * first iteration; then the path is traced back: a unit of mass starts in the last cell and moves
 * along the last w, and what a cell holds at each step is merged into the visited map by a
 * t-conorm.
 *
 * <p>In any other {@link PathProblem}, with K = 4 or 8 neighbours, start and goal of each example,
 * and blocked cells,
 *
 * <pre>
 * s_ik = d_k                   if the cells of a path are paid ({@link Moves.StepCost#CELL})
 *      = d_k + length_k cost_i if steps are ({@link Moves.StepCost#ENTERING}), length_k = 1 or √2
 *      + 10¹²                  if the step from k to i may not pass a blocked cell that it does
 * w_ik = softmax_k(−β s_ik)
 * d_i ← Σ_k w_ik s_ik  (+ cost_i if cells are paid)
 * </pre>
 *
 * where d stays 10<sup>12</sup> in blocked cells, so that none of them gets mass. Mass that has
 * come to the start stays there. Where the goal is not reached, since there is no way or it has
 * more steps than there are iterations, the visited map and its derivatives are zero; costs of
 * paths must be below 10<sup>11</sup>. If start and goal are one cell, only it is visited.
 *
 * <p>With its gradient it has 4 000 nodes for 12×12 cells and 30 iterations, with its Hessian some
 * 17 000. The Hessian takes a backward pass of the gradient for each cell: at 12×12 cells 80 times
 * as long as the gradient.
 *
 * <pre>{@code
 * Operand<TFloat64> costs = tf.constant(new double[][][] {{{1, 9, 1}, {1, 9, 1}, {1, 1, 5}}});
 * RelaxedBellmanFord algorithm =
 *     new RelaxedBellmanFord(2, 5, new RelaxedLoop.For(), new TConorm.Probabilistic());
 * algorithm.call(tf, costs); // → [[[0.7955, 0, 0.0044], [0.9609, 0, 0.158], [0.1056, 0.8825, 1]]]
 * }</pre>
 *
 * <p>Source: Petersen, Borgelt, Kuehne and Deussen, "Learning with Algorithmic Supervision via
 * Continuous Relaxations", NeurIPS 2021.
 *
 * @param beta β &gt; 0, the inverse temperature of all relaxed choices, in units of 1 / cost; β → ∞
 *     gives the exact path where it is unique and, from the first cell to the last of a grid
 *     without more, has as many cells as the traceback has steps: in further steps the mass goes on
 *     from the first cell to its nearest neighbour and back. In all other problems it may have
 *     fewer
 * @param iterations steps of the distances, and of the traceback if the loop is {@code for}; at
 *     least max(h, w)
 * @param loop how the traceback ends
 * @param conorm merges the traced mass into the visited map
 */
public record RelaxedBellmanFord(double beta, int iterations, RelaxedLoop loop, TConorm conorm)
    implements PathAlgorithm {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RelaxedBellmanFord {
    Ranges.requirePositive("beta", beta);
    Objects.requireNonNull(loop, "loop");
    Objects.requireNonNull(conorm, "conorm");
    Ranges.requireAtLeast("iterations", 1, iterations);
  }

  /**
   * The relaxed path from the first cell to the last.
   *
   * @param tf builds the nodes
   * @param costs vertex costs, [B, h, w] of float32 or float64 with h and w known when the graph is
   *     built
   * @return the visited map, [B, h, w], from 0 to 1
   * @throws IllegalArgumentException if type or shape are others, or the iterations are too few to
   *     come from one end of the grid to the other
   */
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> costs) {
    return call(tf, costs, PathProblem.CORNERS);
  }

  /**
   * The relaxed path of a problem.
   *
   * @param tf builds the nodes
   * @param costs vertex costs, [B, h, w] of float32 or float64 with h and w known when the graph is
   *     built
   * @param problem between which cells paths are sought, and over which
   * @return the visited map, [B, h, w], from 0 to 1; zeros where the goal is not reached
   * @throws IllegalArgumentException if types or shapes are others, or the iterations are too few
   *     to come from one corner of an empty grid to the opposite one
   */
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> costs, PathProblem problem) {
    Grid grid = Grid.of(costs);
    checkIterations(grid, problem.moves());
    // Cells come first: one row of a table holds a cell of all examples.
    Operand<T> rows =
        tf.linalg.transpose(tf.reshape(costs, tf.array(-1, grid.cells())), tf.array(1, 0));
    RelaxedTraceback<T> traceback = traceback(tf, rows, grid, problem);
    Operand<T> visited =
        loop instanceof RelaxedLoop.While
            ? traceback.whileStartUnvisited(tf, beta)
            : traceback.last();
    return tf.reshape(
        tf.linalg.transpose(visited, tf.array(1, 0)), tf.array(-1, grid.height(), grid.width()));
  }

  private <T extends TNumber> RelaxedTraceback<T> traceback(
      Ops tf, Operand<T> costs, Grid grid, PathProblem problem) {
    Moves moves = problem.moves();
    Neighbours neighbours = new Neighbours(grid, moves.neighbours());
    RelaxedDistances<T> distances = new RelaxedDistances<>(tf, costs, neighbours, beta);
    if (problem.plain()) {
      Operand<T> weights = distances.fromFirstCell(iterations).weights();
      return RelaxedTraceback.plain(tf, weights, neighbours, conorm, steps());
    }
    ProblemCells cells = ProblemCells.of(tf, problem, grid, tf.shape(tf.stopGradient(costs)));
    RelaxedDistances.Result<T> found = distances.of(cells, moves, iterations);
    // Without mass at the goal nothing is visited, and no derivative flows.
    Operand<TBool> reachedGoal =
        tf.math.logicalAnd(cells.goal(), distances.reached(found.distances()));
    return RelaxedTraceback.of(
        tf,
        found.weights(),
        neighbours,
        tf.dtypes.cast(cells.start(), costs.type()),
        tf.dtypes.cast(reachedGoal, costs.type()),
        conorm,
        steps());
  }

  /** Of the traceback. */
  private int steps() {
    return loop instanceof RelaxedLoop.While whileLoop ? whileLoop.maxIterations() : iterations;
  }

  @Override
  public int reach() {
    return Math.min(iterations, steps());
  }

  private void checkIterations(Grid grid, Moves moves) {
    int least =
        moves.neighbours() == 4
            ? grid.height() + grid.width() - 1
            : Math.max(grid.height(), grid.width());
    Ranges.requireAtLeast("iterations", least, iterations);
    if (loop instanceof RelaxedLoop.While whileLoop) {
      Ranges.requireAtLeast("max iterations", least, whileLoop.maxIterations());
    }
  }

  /** {@inheritDoc} The noise is not used. */
  @Override
  public <T extends TNumber> Loss<T> loss(
      Ops tf,
      Grid grid,
      PathProblem problem,
      PathLoss loss,
      Route<T> target,
      NoiseSource<T> noise) {
    checkIterations(grid, problem.moves());
    return new DifferentiableLoss<>() {
      @Override
      public Operand<T> call(Ops ops, Operand<T> costs) {
        Operand<T> path = RelaxedBellmanFord.this.call(ops, grid.grids(ops, costs), problem);
        return loss.call(ops, grid.flat(ops, path), target.path());
      }

      @Override
      public boolean examplesAreIndependent() {
        return loss.examplesAreIndependent();
      }
    };
  }
}
