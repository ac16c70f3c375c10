package org.newtonlosses.training.model;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;

/**
 * Means over evaluated examples.
 *
 * @param examples how many there were
 * @param means by the name of the output of the signature {@code evaluate}, such as {@code loss} or
 *     {@code exact_match}
 */
public record Evaluation(long examples, Map<String, Double> means) {

  /** Copies the map, sorted by name: a signature has no order of its own. */
  public Evaluation {
    means = ImmutableSortedMap.copyOf(means);
  }

  /**
   * The mean of a metric.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double mean(String metric) {
    Double mean = means.get(metric);
    if (mean == null) {
      throw new IllegalArgumentException(
          "metric must be one of %s, found %s"
              .formatted(String.join(", ", means.keySet()), metric));
    }
    return mean;
  }
}
