package org.newtonlosses.training.recipe;

/** The images of a batch, which a single array must be able to hold. */
final class ImageBatch {

  private ImageBatch() {}

  /**
   * Checks the number of examples.
   *
   * @param batch how many
   * @param bytes of the images of an example
   * @param size of an example, as the message says it
   * @throws IllegalArgumentException if they are too many; the message says what is allowed
   */
  static void check(int batch, long bytes, String size) {
    long largest = (Integer.MAX_VALUE - 8L) / bytes;
    if (batch > largest) {
      throw new IllegalArgumentException(
          "batch must be at most %d for %s (2 GiB of images), found %d"
              .formatted(largest, size, batch));
    }
  }
}
