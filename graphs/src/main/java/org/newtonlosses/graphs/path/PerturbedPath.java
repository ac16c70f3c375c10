package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The perturbed shortest path with its Fenchel-Young loss.
 *
 * @param sampling how it samples
 */
@SuppressWarnings("DoNotCallSuggester")
public record PerturbedPath(Smoothing sampling) implements PathAlgorithm {

  @Override
  public Optional<Smoothing> smoothing() {
    return Optional.of(sampling);
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Grid grid, PathLoss loss, Operand<T> target, Optional<Operand<T>> noise) {
    throw new UnsupportedOperationException();
  }
}
