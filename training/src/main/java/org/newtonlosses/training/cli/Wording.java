package org.newtonlosses.training.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Wording {

  private Wording() {}

  /** Seconds as minutes and seconds. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : whole < 3600
            ? "%d min %02d s".formatted(whole / 60, whole % 60)
            : "%d h %02d min".formatted(whole / 3600, whole / 60 % 60);
  }
}
