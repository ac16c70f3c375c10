package org.newtonlosses.graphs.path;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.smooth.BlackboxInterpolation;
import org.newtonlosses.graphs.smooth.FenchelYoungLoss;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.newtonlosses.graphs.smooth.Objective;
import org.newtonlosses.graphs.smooth.SmoothedAlgorithm;
import org.newtonlosses.graphs.smooth.SmoothedLoss;
import org.newtonlosses.graphs.smooth.SmoothedSolver;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path, made differentiable by the estimators of {@code smooth}. Perturbed costs
 * are kept at 10<sup>−6</sup> (float32: 10<sup>−5</sup>) or more: see {@link ClampedSolver}.
 *
 * <p>What is compared with the true one is the {@link Route#lengths} of a path, in which its cost
 * is linear. Derivatives with respect to the costs of blocked cells are 0. Where no path leads to
 * the goal, found and true path are empty and derivatives are 0, provided that the loss on paths is
 * 0 for equal ones.
 *
 * <pre>{@code
 * Operand<TFloat64> costs = tf.constant(new double[][] {{1, 1, 9, 9, 3, 4, 9, 9, 1}});
 * Operand<TFloat64> target = tf.constant(new double[][] {{1, 1, 0, 0, 0, 1, 0, 0, 1}});
 * Loss<TFloat64> loss =
 *     new SolverPaths.InterpolatedPath(20)
 *         .loss(tf, new Grid(3, 3), new PathLoss.L2(), target, NoiseSource.none());
 * loss.value(tf, costs); // → [0.3333]
 * loss.expand(tf, costs).gradient(); // → [[0, 0.05, 0, 0, -0.05, 0.05, 0, 0, 0]]
 * }</pre>
 */
public final class SolverPaths {

  private SolverPaths() {}

  /**
   * The loss on the exact path, stochastically smoothed: {@link SmoothedLoss}.
   *
   * @param smoothing how it samples
   */
  public record SmoothedPathLoss(Smoothing smoothing) implements PathAlgorithm {
    @Override
    public <T extends TNumber> Loss<T> loss(
        Ops tf,
        Grid grid,
        PathProblem problem,
        PathLoss loss,
        Route<T> target,
        NoiseSource<T> noise) {
      return FreeCells.of(
          tf,
          grid,
          problem,
          new SmoothedLoss<>(
              new ClampedSolver<>(grid, problem),
              loss::call,
              target.lengths(),
              smoothing,
              noise.draw(tf, smoothing)));
    }
  }

  /**
   * The exact path, stochastically smoothed, with an ordinary loss on top: {@link
   * SmoothedAlgorithm}.
   *
   * @param smoothing how it samples
   */
  public record SmoothedPath(Smoothing smoothing) implements PathAlgorithm {
    @Override
    public <T extends TNumber> Loss<T> loss(
        Ops tf,
        Grid grid,
        PathProblem problem,
        PathLoss loss,
        Route<T> target,
        NoiseSource<T> noise) {
      return FreeCells.of(
          tf,
          grid,
          problem,
          new SmoothedAlgorithm<>(
              new ClampedSolver<>(grid, problem),
              loss::call,
              target.lengths(),
              smoothing,
              noise.draw(tf, smoothing)));
    }
  }

  /**
   * The exact path, stochastically smoothed, with an ordinary loss on top, of which the gradient is
   * estimated as a derivative in the direction of the loss: {@link SmoothedSolver}.
   *
   * @param smoothing how it samples
   */
  public record SmoothedSolverPath(Smoothing smoothing) implements PathAlgorithm {
    @Override
    public <T extends TNumber> Loss<T> loss(
        Ops tf,
        Grid grid,
        PathProblem problem,
        PathLoss loss,
        Route<T> target,
        NoiseSource<T> noise) {
      return new SmoothedSolver<>(
          new ClampedSolver<>(grid, problem),
          loss::call,
          target.lengths(),
          smoothing,
          noise.draw(tf, smoothing));
    }
  }

  /**
   * The perturbed shortest path with its Fenchel-Young loss: {@link FenchelYoungLoss}. The loss on
   * paths is not used.
   *
   * <p>The solver sees clamped costs, the value of the loss takes them as they are: where σ is so
   * large that many are negative, it may fall below 0.
   *
   * @param smoothing how it samples
   */
  public record PerturbedPath(Smoothing smoothing) implements PathAlgorithm {
    @Override
    public <T extends TNumber> Loss<T> loss(
        Ops tf,
        Grid grid,
        PathProblem problem,
        PathLoss loss,
        Route<T> target,
        NoiseSource<T> noise) {
      return FreeCells.of(
          tf,
          grid,
          problem,
          new FenchelYoungLoss<>(
              new ClampedSolver<>(grid, problem),
              Objective.MINIMISE,
              target.lengths(),
              smoothing,
              noise.draw(tf, smoothing)));
    }
  }

  /**
   * The exact path with the gradient of {@link BlackboxInterpolation}.
   *
   * @param lambda λ &gt; 0, how far the costs are moved along the gradient of the loss
   */
  public record InterpolatedPath(double lambda) implements PathAlgorithm {

    /** Checks λ; throws {@link IllegalArgumentException} if it is not positive and finite. */
    public InterpolatedPath {
      Ranges.requirePositive("lambda", lambda);
    }

    @Override
    public <T extends TNumber> Loss<T> loss(
        Ops tf,
        Grid grid,
        PathProblem problem,
        PathLoss loss,
        Route<T> target,
        NoiseSource<T> noise) {
      return new BlackboxInterpolation<>(
          new ClampedSolver<>(grid, problem),
          Objective.MINIMISE,
          loss::call,
          target.lengths(),
          lambda);
    }
  }
}
