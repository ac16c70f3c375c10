package org.newtonlosses.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Statistics of the channels of images, on the scale 0 … 255.
 *
 * @param means of each channel, such as red, green and blue
 * @param deviations their standard deviations
 */
public record ChannelStatistics(List<Double> means, List<Double> deviations) {

  /** Copies the lists. */
  public ChannelStatistics {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }

  /** What is known after some images. Sums are exact: Guava's Stats would round at every pixel. */
  public static final class Sums {
    private final long[] sums;
    private final long[] squares;
    private long pixels;

    /** No images yet. */
    public Sums(int channels) {
      sums = new long[channels];
      squares = new long[channels];
    }

    /** Adds an image, uint8 [h, w, c]. */
    public void add(byte[] image) {
      for (int p = 0; p < image.length; p += sums.length) {
        for (int c = 0; c < sums.length; c++) {
          int value = image[p + c] & 0xff;
          sums[c] += value;
          squares[c] += (long) value * value;
        }
      }
      pixels += image.length / sums.length;
    }

    /** The statistics over all pixels of all images. */
    public ChannelStatistics statistics() {
      List<Double> means = new ArrayList<>();
      List<Double> deviations = new ArrayList<>();
      for (int c = 0; c < sums.length; c++) {
        double mean = sums[c] / (double) pixels;
        means.add(mean);
        deviations.add(Math.sqrt(Math.max(0, squares[c] / (double) pixels - mean * mean)));
      }
      return new ChannelStatistics(means, deviations);
    }
  }
}
