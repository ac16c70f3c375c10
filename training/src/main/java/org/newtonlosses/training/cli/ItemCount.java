package org.newtonlosses.training.cli;

/** The option {@code --n}. */
final class ItemCount {

  private ItemCount() {}

  /**
   * Checks the number of items.
   *
   * @throws IllegalArgumentException if n is less than 2
   */
  static void check(int n) {
    if (n < 2) {
      throw new IllegalArgumentException("n must be at least 2, found " + n);
    }
  }
}
