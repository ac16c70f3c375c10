package org.newtonlosses.graphs.parameter;

/** Ranges that parameters must lie in. */
public final class Ranges {

  private Ranges() {}

  /**
   * A parameter that must be positive and finite.
   *
   * @param name how the message calls it
   * @param value what was found
   * @throws IllegalArgumentException if it is not
   */
  public static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be positive and finite, found " + value);
    }
  }

  /**
   * A number that must not be smaller than another.
   *
   * @param name how the message calls it
   * @param least the smallest that is allowed
   * @param value what was found
   * @throws IllegalArgumentException if it is smaller
   */
  public static void requireAtLeast(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, found %d".formatted(name, least, value));
    }
  }

  /**
   * A share that must lie in [0, 1).
   *
   * @param name how the message calls it
   * @param value what was found
   * @throws IllegalArgumentException if it does not
   */
  public static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), found " + value);
    }
  }
}
