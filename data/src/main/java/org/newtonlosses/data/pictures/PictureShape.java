package org.newtonlosses.data.pictures;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The size of pictures that can be stacked.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels 1 for grey levels, 3 for red, green and blue
 */
public record PictureShape(int height, int width, int channels) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a side is less than 1, there are other channels, or a
   *     picture has more than 2³¹ bytes
   */
  public PictureShape {
    checkArgument(height >= 1, "height %s, at least 1 is allowed", height);
    checkArgument(width >= 1, "width %s, at least 1 is allowed", width);
    checkArgument(
        channels == 1 || channels == 3, "%s channels of a picture, 1 or 3 are allowed", channels);
    checkArgument(
        (double) height * width * channels <= Integer.MAX_VALUE - 8,
        "a picture of %s x %s x %s takes more than %s bytes",
        height,
        width,
        channels,
        Integer.MAX_VALUE - 8);
  }

  /** Bytes of a picture, one for each pixel and channel. */
  public int bytes() {
    return height * width * channels;
  }

  /** Such as {@code 32 x 48 x 3}. */
  @Override
  public String toString() {
    return "%d x %d x %d".formatted(height, width, channels);
  }
}
