package org.newtonlosses.training.cli;

import java.util.Locale;
import java.util.Map;

/** Numbers as people read them. */
final class Wording {

  private Wording() {}

  /** EM, EW and EM5 in percent. */
  static String ranking(Map<String, Double> means) {
    return String.format(
        Locale.ROOT,
        "EM %.2f %%, EW %.2f %%, EM5 %.2f %%",
        100 * means.get("exact_match"),
        100 * means.get("element_wise"),
        100 * means.get("exact_match_5"));
  }

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
