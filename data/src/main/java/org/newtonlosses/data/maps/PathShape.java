package org.newtonlosses.data.maps;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Sizes of a map with a shortest path.
 *
 * @param imageHeight H, pixels
 * @param imageWidth W, pixels
 * @param height h, cells
 * @param width w, cells
 * @param extras what there is beside picture, path and costs
 */
public record PathShape(int imageHeight, int imageWidth, int height, int width, PathExtras extras) {

  /** Checks that all sizes are at least 1. */
  public PathShape {
    checkArgument(
        imageHeight >= 1 && imageWidth >= 1 && height >= 1 && width >= 1,
        "sizes of a map must be at least 1, found %s x %s pixels and %s x %s cells",
        imageHeight,
        imageWidth,
        height,
        width);
  }

  /** Of maps with nothing beside picture, path and costs. */
  public PathShape(int imageHeight, int imageWidth, int height, int width) {
    this(imageHeight, imageWidth, height, width, PathExtras.NONE);
  }

  /** The same sizes with other extras. */
  public PathShape with(PathExtras others) {
    return new PathShape(imageHeight, imageWidth, height, width, others);
  }

  /** Returns h·w. */
  public int cells() {
    return Math.multiplyExact(height, width);
  }

  /** Returns H·W·3. */
  public int imageBytes() {
    return Math.multiplyExact(Math.multiplyExact(imageHeight, imageWidth), PathBatch.CHANNELS);
  }
}
