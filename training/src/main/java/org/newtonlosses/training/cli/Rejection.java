package org.newtonlosses.training.cli;

/** Refuses options that belong to another choice than the one that was made. */
final class Rejection {

  private Rejection() {}

  /**
   * Refuses an option if it was given.
   *
   * @param value its value; null if it was not given
   * @param option its name
   * @param choice what it does not go with
   * @param owner what it goes with
   * @throws IllegalArgumentException if it was given
   */
  static void unlessAbsent(Object value, String option, String choice, String owner) {
    if (value != null) {
      throw new IllegalArgumentException(
          "--%s %s does not go with %s, only with %s".formatted(option, value, choice, owner));
    }
  }
}
