package org.newtonlosses.training.bench;

import com.google.common.math.Quantiles;
import java.util.Map;

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
    Map<Integer, Double> quartiles = Quantiles.quartiles().indexes(0, 1, 2, 3).compute(values);
    return new Spread(quartiles.get(0), quartiles.get(1), quartiles.get(2), quartiles.get(3));
  }
}
