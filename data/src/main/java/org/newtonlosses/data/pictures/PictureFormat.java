package org.newtonlosses.data.pictures;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalInt;

/**
 * What pictures are brought to, so that they can be stacked.
 *
 * @param height in pixels; absent: that of the pictures, which then must all have the same size
 * @param width in pixels; absent as the height is
 * @param colours whether colours are kept
 * @param ground the grey level, 0 … 255, that shows through transparent pixels
 */
public record PictureFormat(OptionalInt height, OptionalInt width, Colours colours, int ground) {

  /** Whether pictures have one channel or three. */
  public enum Colours {
    /** Three if any pixel of any picture has a colour. */
    AUTO,
    /** One: colours become the luma 0.299 R + 0.587 G + 0.114 B. */
    GREY,
    /** Three. */
    RGB
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if height or width stands alone, a side is less than 1 or the
   *     ground is no grey level
   */
  public PictureFormat {
    checkArgument(
        height.isPresent() == width.isPresent(),
        "height and width must be given together, found %s alone",
        height.isPresent() ? "height" : "width");
    checkArgument(height.orElse(1) >= 1, "height %s, at least 1 is allowed", height.orElse(1));
    checkArgument(width.orElse(1) >= 1, "width %s, at least 1 is allowed", width.orElse(1));
    checkArgument(ground >= 0 && ground <= 255, "ground %s, allowed are 0 to 255", ground);
  }

  /** To pictures of a shape. */
  public static PictureFormat of(PictureShape shape, int ground) {
    return new PictureFormat(
        OptionalInt.of(shape.height()),
        OptionalInt.of(shape.width()),
        shape.channels() == 1 ? Colours.GREY : Colours.RGB,
        ground);
  }
}
