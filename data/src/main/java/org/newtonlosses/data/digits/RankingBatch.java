package org.newtonlosses.data.digits;

import static com.google.common.base.Preconditions.checkArgument;

import org.newtonlosses.data.Batch;

/**
 * Examples of n items to be ranked: images uint8 [B, n, 28, 112] and values [B, n].
 *
 * <p>An item is a number of four digits, as a picture of its digits side by side and as its value.
 */
public final class RankingBatch extends Batch {
  /** Digits of an item. */
  public static final int DIGITS = 4;

  /** Height of an item in pixels. */
  public static final int HEIGHT = DigitSet.SIDE;

  /** Width of an item in pixels. */
  public static final int WIDTH = DIGITS * DigitSet.SIDE;

  /** Pixels, and bytes, of an item. */
  public static final int ITEM_PIXELS = HEIGHT * WIDTH;

  private final int n;
  private final byte[] images;
  private final int[] values;

  /**
   * Allocates the arrays.
   *
   * @param capacity the most examples, at least 1
   * @param n items of an example, at least 2
   * @throws IllegalArgumentException if either is smaller or the images exceed 2³¹ bytes
   */
  public RankingBatch(int capacity, int n) {
    super(capacity);
    checkArgument(n >= 2, "n = %s items to rank, at least 2 are allowed", n);
    long bytes = (long) capacity * n * ITEM_PIXELS;
    checkArgument(
        bytes <= Integer.MAX_VALUE - 8,
        "a batch of %s examples of %s items takes %s bytes, at most %s are allowed",
        capacity,
        n,
        bytes,
        Integer.MAX_VALUE - 8);
    this.n = n;
    this.images = new byte[(int) bytes];
    this.values = new int[capacity * n];
  }

  /** Returns the number of items of an example. */
  public int n() {
    return n;
  }

  /**
   * Returns the pixels, uint8 [capacity, n, 28, 112] in row-major order: the buffer itself. The
   * first {@code size() · n · 28 · 112} bytes are valid.
   */
  public byte[] images() {
    return images;
  }

  /**
   * Returns the numbers shown, 0 … 9999, [capacity, n]: the buffer itself. The first {@code size()
   * · n} are valid.
   */
  public int[] values() {
    return values;
  }
}
