package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The loss on the exact path, stochastically smoothed.
 *
 * @param sampling how it samples
 */
@SuppressWarnings("DoNotCallSuggester")
public record SmoothedPathLoss(Smoothing sampling) implements PathAlgorithm {

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
