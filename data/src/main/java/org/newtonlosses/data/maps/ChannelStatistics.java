package org.newtonlosses.data.maps;

import java.io.IOException;
import java.util.ArrayList;
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

  /**
   * Returns the statistics over all pixels of all maps. Reads the maps once, one at a time; sums
   * are exact.
   *
   * @throws IOException if a map cannot be read
   */
  static ChannelStatistics of(PathSet maps) throws IOException {
    // Guava's Stats would round at every pixel.
    long[] sums = new long[PathBatch.CHANNELS];
    long[] squares = new long[PathBatch.CHANNELS];
    try (PathBatch batch = maps.allocate(1)) {
      for (long i = 0; i < maps.size(); i++) {
        maps.fill(i, batch, 0);
        byte[] image = batch.images();
        for (int p = 0; p < image.length; p += PathBatch.CHANNELS) {
          for (int c = 0; c < PathBatch.CHANNELS; c++) {
            int value = image[p + c] & 0xff;
            sums[c] += value;
            squares[c] += (long) value * value;
          }
        }
      }
    }
    double pixels = (double) maps.size() * maps.shape().imageHeight() * maps.shape().imageWidth();
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int c = 0; c < PathBatch.CHANNELS; c++) {
      double mean = sums[c] / pixels;
      means.add(mean);
      deviations.add(Math.sqrt(Math.max(0, squares[c] / pixels - mean * mean)));
    }
    return new ChannelStatistics(means, deviations);
  }
}
