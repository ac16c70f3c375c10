package org.newtonlosses.data.pictures;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.newtonlosses.data.Batch;

/**
 * Lists of at most {@code slots} pictures: images uint8 [B, slots, h, w, c] and grades [B, slots],
 * the higher the later in the order. A slot without a picture has the grade −1 and is black.
 */
public final class PictureBatch extends Batch {
  private final int slots;
  private final PictureShape shape;
  private final byte[] images;
  private final float[] grades;

  /**
   * Allocates the arrays.
   *
   * @param capacity the most lists, at least 1
   * @param slots places for pictures, at least 1
   * @param shape of each picture
   * @throws IllegalArgumentException if one is smaller or the images exceed 2³¹ bytes
   */
  public PictureBatch(int capacity, int slots, PictureShape shape) {
    super(capacity);
    checkArgument(slots >= 1, "%s slots, at least 1 is allowed", slots);
    checkArgument(
        (double) capacity * slots * shape.bytes() <= Integer.MAX_VALUE - 8,
        "a batch of %s lists of %s pictures of %s takes more than %s bytes",
        capacity,
        slots,
        shape,
        Integer.MAX_VALUE - 8);
    this.slots = slots;
    this.shape = shape;
    this.images = new byte[capacity * slots * shape.bytes()];
    this.grades = new float[capacity * slots];
  }

  /** Returns how many pictures a list can have. */
  public int slots() {
    return slots;
  }

  /** Returns the shape of each picture. */
  public PictureShape shape() {
    return shape;
  }

  /** Returns the pixels, uint8 [capacity, slots, h, w, c] in row-major order: the buffer itself. */
  public byte[] images() {
    return images;
  }

  /** Returns the grades, −1 where there is no picture, [capacity, slots]: the buffer itself. */
  public float[] grades() {
    return grades;
  }

  /** Empties the slots of a list. */
  void clear(int list) {
    int bytes = slots * shape.bytes();
    Arrays.fill(images, list * bytes, (list + 1) * bytes, (byte) 0);
    Arrays.fill(grades, list * slots, (list + 1) * slots, -1);
  }

  /** Puts a picture into a slot of a list. */
  void put(int list, int slot, PictureSet pictures, int picture, int grade) {
    int place = list * slots + slot;
    pictures.copy(picture, images, place * shape.bytes());
    grades[place] = grade;
  }
}
