package org.newtonlosses.training.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as people read them. */
final class Wording {

  private Wording() {}

  private record Metric(String name, String label, boolean share) {
    String text(double mean) {
      return share
          ? String.format(Locale.ROOT, "%s %.2f %%", label, 100 * mean)
          : String.format(Locale.ROOT, "%s %.4f", label, mean);
    }
  }

  /** In the order in which they are read, by the names that they have in models. */
  private static final List<Metric> METRICS =
      List.of(
          new Metric("exact_match", "EM", true),
          new Metric("element_wise", "EW", true),
          new Metric("exact_match_5", "EM5", true),
          new Metric("perfect_match", "perfect match", true),
          new Metric("cost_match", "cost match", true),
          new Metric("cost_ratio", "cost ratio", false),
          new Metric("cost_correlation", "cost correlation", false));

  /** The metrics of a task: shares in percent. */
  static String metrics(Map<String, Double> means) {
    return METRICS.stream()
        .filter(metric -> means.containsKey(metric.name()))
        .map(metric -> metric.text(means.get(metric.name())))
        .collect(Collectors.joining(", "));
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
