package org.newtonlosses.data;

import java.util.List;

/**
 * Statistics of the colours of images, on the scale 0 … 255.
 *
 * @param means of red, green and blue
 * @param deviations their standard deviations
 */
public record ChannelStatistics(List<Double> means, List<Double> deviations) {

  /** Copies the lists. */
  public ChannelStatistics {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }
}
