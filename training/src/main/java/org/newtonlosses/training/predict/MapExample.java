package org.newtonlosses.training.predict;

import java.util.Optional;

/**
 * A map to find a path on.
 *
 * @param name where it comes from: a file, or a file or data set and a place in it
 * @param pixels uint8 [H, W, 3], row-major; not copied
 * @param label the true path, [h, w] of zeros and ones, if it is known; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record MapExample(String name, byte[] pixels, Optional<byte[]> label) {

  /** The same map with its true path. */
  public MapExample with(byte[] truePath) {
    return new MapExample(name, pixels, Optional.of(truePath));
  }
}
