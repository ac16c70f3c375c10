package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.FenchelYoungLoss;
import org.newtonlosses.graphs.smooth.Objective;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The perturbed shortest path with its Fenchel-Young loss: {@link FenchelYoungLoss}. The loss on
 * paths is not used.
 *
 * <p>The solver sees perturbed costs of at least 10<sup>−6</sup> (float32: 10<sup>−5</sup>), the
 * value of the loss takes them as they are: where σ is so large that many are negative, it may fall
 * below 0.
 *
 * @param sampling how it samples
 */
public record PerturbedPath(Smoothing sampling) implements PathAlgorithm {

  @Override
  public Optional<Smoothing> smoothing() {
    return Optional.of(sampling);
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Grid grid, PathLoss loss, Operand<T> target, Optional<Operand<T>> noise) {
    return new FenchelYoungLoss<>(
        new ClampedSolver<>(grid),
        Objective.MINIMISE,
        target,
        sampling,
        NoiseArgument.required(noise));
  }
}
