package org.newtonlosses.training.bench;

import java.util.Arrays;

/**
 * How measured times are spread.
 *
 * @param min the least
 * @param lowerQuartile a quarter is less
 * @param median half is less
 * @param upperQuartile three quarters are less
 */
public record Spread(double min, double lowerQuartile, double median, double upperQuartile) {

  /**
   * The spread of values; quantiles between two values are interpolated.
   *
   * @throws IllegalArgumentException if there is no value
   */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a spread needs at least 1 value, found 0");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(
        sorted[0], quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
