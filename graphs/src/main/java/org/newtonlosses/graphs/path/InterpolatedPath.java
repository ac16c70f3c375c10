package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.smooth.BlackboxInterpolation;
import org.newtonlosses.graphs.smooth.Objective;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path with the gradient of {@link BlackboxInterpolation}. Costs are kept at
 * 10<sup>−6</sup> (float32: 10<sup>−5</sup>) or more.
 *
 * @param lambda λ &gt; 0, how far the costs are moved along the gradient of the loss
 */
public record InterpolatedPath(double lambda) implements PathAlgorithm {

  /** Checks λ; throws {@link IllegalArgumentException} if it is not positive and finite. */
  public InterpolatedPath {
    Ranges.requirePositive("lambda", lambda);
  }

  @Override
  public Optional<Smoothing> smoothing() {
    return Optional.empty();
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Grid grid, PathLoss loss, Operand<T> target, Optional<Operand<T>> noise) {
    NoiseArgument.refused(noise);
    return new BlackboxInterpolation<>(
        new ClampedSolver<>(grid), Objective.MINIMISE, loss::call, target, lambda);
  }
}
