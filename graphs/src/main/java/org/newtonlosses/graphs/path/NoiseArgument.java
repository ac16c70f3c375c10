package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/** Noise is given to the algorithms that sample, and only to them. */
final class NoiseArgument {

  private NoiseArgument() {}

  static <T extends TNumber> Operand<T> required(Optional<Operand<T>> noise) {
    return noise.orElseThrow(
        () -> new IllegalArgumentException("this algorithm samples: it needs noise [S, B, m]"));
  }

  static <T extends TNumber> void refused(Optional<Operand<T>> noise) {
    if (noise.isPresent()) {
      throw new IllegalArgumentException(
          "this algorithm is deterministic: it takes no noise, found " + noise.get().shape());
    }
  }
}
