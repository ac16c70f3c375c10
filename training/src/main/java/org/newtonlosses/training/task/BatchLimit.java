package org.newtonlosses.training.task;

/** The arrays of a batch, each of which can hold no more than 2³¹ − 9 elements. */
public final class BatchLimit {
  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  private BatchLimit() {}

  /**
   * Checks the number of examples.
   *
   * @param batch how many
   * @param bytes of the images of an example
   * @param size of an example, as the message says it
   * @throws IllegalArgumentException if they are too many; the message says what is allowed
   */
  public static void checkImages(int batch, long bytes, String size) {
    if (batch > LARGEST / bytes) {
      throw new IllegalArgumentException(
          "batch must be at most %d for %s (2 GiB of images), found %d"
              .formatted(LARGEST / bytes, size, batch));
    }
  }
}
