package org.newtonlosses.graphs.path;

import java.util.Objects;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The relaxed Bellman-Ford algorithm: the distances of all cells from the first one with a softmin,
 * {@code iterations} times,
 *
 * <pre>
 * w_ik = softmax_k(−β d_k)   over the 8 neighbours k of cell i
 * d_i ← Σ_k w_ik d_k + cost_i
 * </pre>
 *
 * where d is 0 in the first cell and 10<sup>12</sup> outside the grid and at the start; then the
 * path is traced back: a unit of mass starts in the last cell and moves along the last w, and what
 * a cell holds at each step is merged into the visited map by a t-conorm.
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
 *     gives the exact path where it is unique and has as many cells as the traceback has steps: in
 *     further steps the mass goes on from the first cell to its nearest neighbour and back
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
   * The relaxed path.
   *
   * @param tf builds the nodes
   * @param costs vertex costs, [B, h, w] of float32 or float64 with h and w known when the graph is
   *     built
   * @return the visited map, [B, h, w], from 0 to 1
   * @throws IllegalArgumentException if type or shape are others, or the iterations are too few to
   *     come from one end of the grid to the other
   */
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> costs) {
    Grid grid = Grid.of(costs);
    checkGrid(grid);
    // Cells come first: one row of a table holds a cell of all examples.
    Operand<T> rows =
        tf.linalg.transpose(tf.reshape(costs, tf.array(-1, grid.cells())), tf.array(1, 0));
    Operand<T> weights = RelaxedDistances.weights(tf, rows, grid, beta, iterations);
    Operand<T> visited =
        loop instanceof RelaxedLoop.While whileLoop
            ? traceback(tf, weights, grid, whileLoop.maxIterations()).whileStartUnvisited(tf, beta)
            : traceback(tf, weights, grid, iterations).last();
    return tf.reshape(
        tf.linalg.transpose(visited, tf.array(1, 0)), tf.array(-1, grid.height(), grid.width()));
  }

  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> costs, PathProblem problem) {
    return call(tf, costs);
  }

  private <T extends TNumber> RelaxedTraceback<T> traceback(
      Ops tf, Operand<T> weights, Grid grid, int steps) {
    return RelaxedTraceback.of(tf, weights, grid, conorm, steps);
  }

  @Override
  public int reach() {
    return loop instanceof RelaxedLoop.While whileLoop
        ? Math.min(iterations, whileLoop.maxIterations())
        : iterations;
  }

  private void checkGrid(Grid grid) {
    int least = Math.max(grid.height(), grid.width());
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
    if (!problem.plain()) {
      throw new IllegalArgumentException("not yet");
    }
    checkGrid(grid);
    return new DifferentiableLoss<>() {
      @Override
      public Operand<T> call(Ops ops, Operand<T> costs) {
        Operand<T> path = RelaxedBellmanFord.this.call(ops, grid.grids(ops, costs));
        return loss.call(ops, grid.flat(ops, path), target.path());
      }

      @Override
      public boolean examplesAreIndependent() {
        return loss.examplesAreIndependent();
      }
    };
  }
}
