package org.newtonlosses.training.task.paths;

import java.util.Locale;
import java.util.Optional;

/**
 * A map to find a path on.
 *
 * @param name where it comes from: a file, or a file or data set and a place in it
 * @param pixels uint8 [H, W, 3], row-major; not copied
 * @param label the true path, [h, w] of zeros and ones, if it is known; not copied
 * @param costs the true costs, [h, w], if they are known; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record MapExample(String name, byte[] pixels, Optional<byte[]> label, Optional<float[]> costs) {

  /** As in the metric cost match. */
  private static final double TOLERANCE = 1e-6;

  /** A map of which nothing more is known. */
  public MapExample(String name, byte[] pixels) {
    this(name, pixels, Optional.empty(), Optional.empty());
  }

  /** The same map with its true path. */
  public MapExample with(byte[] truePath) {
    return new MapExample(name, pixels, Optional.of(truePath), costs);
  }

  /**
   * What a path is beside the true one, such as {@code the true path}; empty if that is unknown.
   */
  public Optional<String> verdict(PredictedPath path) {
    return label.map(
        known -> {
          if (path.matches(known)) {
            return "the true path";
          }
          if (costs.isEmpty()) {
            return "not the true path";
          }
          double excess = cost(path.mask()) / cost(known) - 1;
          return excess < TOLERANCE
              ? "as cheap as the true path"
              : String.format(Locale.ROOT, "%.1f %% dearer than the true path", 100 * excess);
        });
  }

  /** The sum of the true costs on a path. */
  private double cost(byte[] path) {
    double sum = 0;
    for (int i = 0; i < path.length; i++) {
      sum += path[i] * costs.orElseThrow()[i];
    }
    return sum;
  }
}
