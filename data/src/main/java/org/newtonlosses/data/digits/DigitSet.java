package org.newtonlosses.data.digits;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Labelled pictures of single digits: images uint8 [N, 28, 28] (0 is background, 255 is ink) and
 * labels [N] in 0 … 9.
 *
 * <p>Immutable; a {@link #slice} shares the images of its origin.
 */
public final class DigitSet {
  /** Height and width of an image in pixels. */
  public static final int SIDE = 28;

  /** Pixels, and bytes, of an image. */
  public static final int PIXELS = SIDE * SIDE;

  private final byte[] images;
  private final byte[] labels;
  private final int from;
  private final int size;

  /**
   * Makes a set of the given arrays, which it does not copy.
   *
   * @param images uint8 [N, 28, 28], row-major
   * @param labels [N], each 0 … 9
   * @throws IllegalArgumentException if the counts differ or a label is out of range
   */
  public DigitSet(byte[] images, byte[] labels) {
    checkArgument(
        images.length == (long) labels.length * PIXELS,
        "%s bytes of images for %s labels, expected %s × %s",
        images.length,
        labels.length,
        labels.length,
        PIXELS);
    for (int i = 0; i < labels.length; i++) {
      checkArgument(
          labels[i] >= 0 && labels[i] <= 9,
          "label %s of image %s, allowed are 0 to 9",
          labels[i] & 0xff,
          i);
    }
    this.images = images;
    this.labels = labels;
    this.from = 0;
    this.size = labels.length;
  }

  private DigitSet(DigitSet origin, int from, int to) {
    this.images = origin.images;
    this.labels = origin.labels;
    this.from = origin.from + from;
    this.size = to - from;
  }

  /**
   * Reads a pair of idx files.
   *
   * @param images idx file [N, 28, 28], plain or gzip
   * @param labels idx file [N], plain or gzip
   * @throws IOException if a file is missing or damaged, has other dimensions (as when the two are
   *     swapped), if the counts differ or a label is not 0 … 9; the message names file and value
   */
  public static DigitSet read(Path images, Path labels) throws IOException {
    return of(IdxFile.read(images), IdxFile.read(labels));
  }

  static DigitSet of(IdxFile images, IdxFile labels) throws IOException {
    if (images.shape().length() == 1 && labels.shape().length() == 3) {
      throw new IOException(
          "%s holds %s and %s holds %s: images and labels are swapped, expected images [N, 28, 28] and labels [N]"
              .formatted(images.path(), images.shape(), labels.path(), labels.shape()));
    }
    if (images.shape().length() != 3
        || images.shape().get(1) != SIDE
        || images.shape().get(2) != SIDE) {
      throw new IOException(
          "%s: shape %s, expected images [N, 28, 28]".formatted(images.path(), images.shape()));
    }
    if (labels.shape().length() != 1) {
      throw new IOException(
          "%s: shape %s, expected labels [N]".formatted(labels.path(), labels.shape()));
    }
    if (images.shape().get(0) != labels.shape().get(0)) {
      throw new IOException(
          "%s holds %d images but %s holds %d labels, expected one label for each image"
              .formatted(
                  images.path(), images.shape().get(0), labels.path(), labels.shape().get(0)));
    }
    try {
      return new DigitSet(images.elements(), labels.elements());
    } catch (IllegalArgumentException e) {
      throw new IOException(labels.path() + ": " + e.getMessage(), e);
    }
  }

  /** Returns the number of images. */
  public int size() {
    return size;
  }

  /** Returns the label of image i, 0 … 9. */
  public int label(int i) {
    return labels[from + Preconditions.checkElementIndex(i, size)];
  }

  /** Returns a copy of image i, uint8 [28, 28], row-major. */
  public byte[] image(int i) {
    byte[] image = new byte[PIXELS];
    copyImage(i, image, 0, SIDE);
    return image;
  }

  /**
   * Copies image i into a larger picture.
   *
   * @param i the image, 0 … {@link #size} − 1
   * @param target row-major pixels of the picture
   * @param offset where in the target the image's top-left pixel goes
   * @param stride distance in the target from one row to the next, at least 28
   */
  public void copyImage(int i, byte[] target, int offset, int stride) {
    int source = (from + Preconditions.checkElementIndex(i, size)) * PIXELS;
    for (int row = 0; row < SIDE; row++) {
      System.arraycopy(images, source + row * SIDE, target, offset + row * stride, SIDE);
    }
  }

  /** Returns images from (inclusive) to to (exclusive) as a set of its own, without copying. */
  public DigitSet slice(int from, int to) {
    Preconditions.checkPositionIndexes(from, to, size);
    return new DigitSet(this, from, to);
  }
}
