package org.newtonlosses.graphs.path;

import java.util.Objects;
import java.util.Optional;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.smooth.Smoothing;
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
 * <p>With its gradient it has 4 000 nodes for 12×12 cells and 30 iterations. The Hessian has a
 * backward pass of the gradient for each cell: 106 000 nodes for 5×5 cells and 10 iterations, by
 * extrapolation 1.5 million for 12×12 and 24. So {@link #loss} offers it for grids of at most
 * {@value #HESSIAN_CELLS} cells.
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
 * @param conormP p &gt; 0 of {@link TConorm#HAMACHER}; not used by the others
 * @param maxIterations steps of the traceback if the loop is {@code while}, at least max(h, w); not
 *     used by the other
 */
public record RelaxedBellmanFord(
    double beta,
    int iterations,
    RelaxedLoop loop,
    TConorm conorm,
    double conormP,
    int maxIterations)
    implements PathAlgorithm {

  /** The most cells for which the loss offers its Hessian. */
  public static final int HESSIAN_CELLS = 36;

  /**
   * Checks the parameters; those that are not used may have any value.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public RelaxedBellmanFord {
    Ranges.requirePositive("beta", beta);
    Objects.requireNonNull(loop, "loop");
    Objects.requireNonNull(conorm, "conorm");
    Ranges.requireAtLeast("iterations", 1, iterations);
    if (loop == RelaxedLoop.WHILE) {
      Ranges.requireAtLeast("max iterations", 1, maxIterations);
    }
    if (conorm == TConorm.HAMACHER) {
      Ranges.requirePositive("conorm p", conormP);
    }
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
    int steps = loop == RelaxedLoop.FOR ? iterations : maxIterations;
    RelaxedTraceback<T> traceback = RelaxedTraceback.of(tf, weights, grid, conorm, conormP, steps);
    Operand<T> visited =
        switch (loop) {
          case FOR -> traceback.last();
          case WHILE -> traceback.whileStartUnvisited(tf, beta);
        };
    return tf.reshape(
        tf.linalg.transpose(visited, tf.array(1, 0)), tf.array(-1, grid.height(), grid.width()));
  }

  /**
   * Checks that the steps suffice for a grid.
   *
   * @throws IllegalArgumentException if they are too few to come from one end to the other
   */
  public void checkGrid(Grid grid) {
    int least = Math.max(grid.height(), grid.width());
    Ranges.requireAtLeast("iterations", least, iterations);
    if (loop == RelaxedLoop.WHILE) {
      Ranges.requireAtLeast("max iterations", least, maxIterations);
    }
  }

  /**
   * Checks that the loss has a Hessian for a grid.
   *
   * @throws IllegalArgumentException if the grid is too large
   */
  public static void checkHessian(Grid grid) {
    if (grid.cells() > HESSIAN_CELLS) {
      throw new IllegalArgumentException(
          ("the Hessian of the relaxed Bellman-Ford algorithm is for grids of at most %d cells,"
                  + " found %d; the curvatures fisher, scalar and none do without")
              .formatted(HESSIAN_CELLS, grid.cells()));
    }
  }

  @Override
  public Optional<Smoothing> smoothing() {
    return Optional.empty();
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Grid grid, PathLoss loss, Operand<T> target, Optional<Operand<T>> noise) {
    NoiseArgument.refused(noise);
    DifferentiableLoss<T> differentiable =
        (tf, costs) -> loss.call(tf, grid.flat(tf, call(tf, grid.grids(tf, costs))), target);
    return new Loss<>() {
      @Override
      public Expansion<T> expand(Ops tf, Operand<T> costs) {
        Expansion<T> expansion = differentiable.expand(tf, costs);
        return new Expansion<>(
            expansion.loss(),
            expansion.gradient(),
            Optional.of(
                ops -> {
                  checkHessian(grid);
                  return expansion.hessian(ops);
                }));
      }

      @Override
      public Operand<T> value(Ops tf, Operand<T> costs) {
        return differentiable.call(tf, costs);
      }
    };
  }
}
