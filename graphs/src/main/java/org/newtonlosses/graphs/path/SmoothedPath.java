package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.SmoothedAlgorithm;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path, stochastically smoothed, with an ordinary loss on top: {@link
 * SmoothedAlgorithm}. Perturbed costs are kept at 10<sup>−6</sup> (float32: 10<sup>−5</sup>) or
 * more.
 *
 * @param sampling how it samples
 */
public record SmoothedPath(Smoothing sampling) implements PathAlgorithm {

  @Override
  public Optional<Smoothing> smoothing() {
    return Optional.of(sampling);
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Grid grid, PathLoss loss, Operand<T> target, Optional<Operand<T>> noise) {
    return new SmoothedAlgorithm<>(
        new ClampedSolver<>(grid), loss::call, target, sampling, NoiseArgument.required(noise));
  }
}
