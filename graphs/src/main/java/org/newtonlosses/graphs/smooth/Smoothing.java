package org.newtonlosses.graphs.smooth;

import org.newtonlosses.graphs.parameter.Ranges;

/**
 * How a function is smoothed: its expectation over y + σε is estimated from S samples.
 *
 * @param samples S, at least 1; even if antithetic
 * @param sigma σ &gt; 0, in the units of the predictions
 * @param noise the distribution of ε
 * @param controlVariate reduces the variance
 * @param antithetic whether half of the samples drawn are the negatives of the others
 */
public record Smoothing(
    int samples,
    double sigma,
    NoiseDistribution noise,
    ControlVariate controlVariate,
    boolean antithetic) {

  /** Checks the ranges; throws {@link IllegalArgumentException} with the value found. */
  public Smoothing {
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1, found " + samples);
    }
    Ranges.requirePositive("sigma", sigma);
  }

  /** Gaussian noise, the value as control variate. */
  public static Smoothing gaussian(int samples, double sigma) {
    return new Smoothing(samples, sigma, NoiseDistribution.GAUSSIAN, ControlVariate.VALUE, false);
  }
}
