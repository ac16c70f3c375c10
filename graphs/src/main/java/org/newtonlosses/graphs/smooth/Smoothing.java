package org.newtonlosses.graphs.smooth;

import java.util.Locale;
import org.newtonlosses.graphs.parameter.Ranges;

/**
 * How a function is smoothed: its expectation over y + σε is estimated from S samples of ε.
 *
 * <pre>{@code
 * Smoothing smoothing = Smoothing.gaussian(10, 0.5);
 * smoothing.samples(); // → 10
 * smoothing.noise(); // → GAUSSIAN
 * smoothing.controlVariate(); // → VALUE
 * }</pre>
 *
 * @param samples S, at least 1; at least 2 for {@link ControlVariate#LEAVE_ONE_OUT}; even if
 *     antithetic, and then at least 4 for it
 * @param sigma σ &gt; 0, in the units of the predictions
 * @param noise the distribution of ε
 * @param controlVariate reduces the variance of the derivatives
 * @param antithetic whether half of the samples drawn are the negatives of the others; for
 *     symmetric noise, which is {@link NoiseDistribution#GAUSSIAN}
 */
public record Smoothing(
    int samples,
    double sigma,
    NoiseDistribution noise,
    ControlVariate controlVariate,
    boolean antithetic) {

  /** Checks the ranges; throws {@link IllegalArgumentException} with the value found. */
  public Smoothing {
    Ranges.requireAtLeast("samples", 1, samples);
    Ranges.requirePositive("sigma", sigma);
    if (antithetic && noise != NoiseDistribution.GAUSSIAN) {
      throw new IllegalArgumentException(
          "antithetic samples need symmetric noise, gaussian, found "
              + noise.name().toLowerCase(Locale.ROOT));
    }
    if (antithetic && samples % 2 != 0) {
      throw new IllegalArgumentException(
          "samples must be even for antithetic noise, found " + samples);
    }
    if (controlVariate == ControlVariate.LEAVE_ONE_OUT
        && samples < 2 * dependentSamples(antithetic)) {
      throw new IllegalArgumentException(
          "samples must be at least %d for the control variate leave-one-out%s, found %d"
              .formatted(
                  2 * dependentSamples(antithetic),
                  antithetic ? " with antithetic noise" : "",
                  samples));
    }
  }

  /** Gaussian noise, the value as control variate. */
  public static Smoothing gaussian(int samples, double sigma) {
    return new Smoothing(samples, sigma, NoiseDistribution.GAUSSIAN, ControlVariate.VALUE, false);
  }

  /** How many samples depend on a sample, itself included. */
  int dependentSamples() {
    return dependentSamples(antithetic);
  }

  private static int dependentSamples(boolean antithetic) {
    return antithetic ? 2 : 1;
  }
}
