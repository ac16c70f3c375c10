package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path with the gradient of blackbox interpolation, the baseline.
 *
 * @param lambda λ &gt; 0, how far the costs are moved along the gradient of the loss
 */
@SuppressWarnings("DoNotCallSuggester")
public record InterpolatedPath(double lambda) implements PathAlgorithm {

  @Override
  public Optional<Smoothing> smoothing() {
    return Optional.empty();
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Grid grid, PathLoss loss, Operand<T> target, Optional<Operand<T>> noise) {
    throw new UnsupportedOperationException();
  }
}
