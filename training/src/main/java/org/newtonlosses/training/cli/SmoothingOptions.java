package org.newtonlosses.training.cli;

import org.newtonlosses.graphs.smooth.ControlVariate;
import org.newtonlosses.graphs.smooth.NoiseDistribution;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.newtonlosses.training.recipe.PathRecipes;
import picocli.CommandLine.Option;

/** The options of stochastic smoothing. */
final class SmoothingOptions {
  private static final String OWNERS = "smoothed-loss, smoothed-algorithm and perturbed-optimizer";

  @Option(
      names = "--samples",
      paramLabel = "S",
      description =
          "stochastic algorithms: samples, at least 1; " + PathRecipes.SAMPLES + " if not given")
  private Integer samples;

  @Option(
      names = "--sigma",
      paramLabel = "S",
      description =
          "stochastic algorithms: S > 0, in units of the costs; "
              + PathRecipes.SIGMA
              + " if not given")
  private Double sigma;

  @Option(
      names = "--noise",
      paramLabel = "NAME",
      description =
          "stochastic algorithms: gaussian or gumbel, the distribution of the input noise;"
              + " gaussian if not given")
  private String noise;

  @Option(
      names = "--control-variate",
      paramLabel = "NAME",
      description = "stochastic algorithms: value, leave-one-out or none; value if not given")
  private String controlVariate;

  @Option(
      names = "--antithetic",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description =
          "stochastic algorithms: the second half of the noise is the negative of the first")
  private Boolean antithetic;

  /**
   * Returns the smoothing; from then on its options hold their final values.
   *
   * @throws IllegalArgumentException if a value is not allowed
   */
  Smoothing smoothing() {
    samples = samples == null ? Integer.valueOf(PathRecipes.SAMPLES) : samples;
    sigma = sigma == null ? Double.valueOf(PathRecipes.SIGMA) : sigma;
    noise = noise == null ? NoiseDistribution.GAUSSIAN.key() : noise;
    controlVariate = controlVariate == null ? ControlVariate.VALUE.key() : controlVariate;
    antithetic = antithetic == null ? Boolean.FALSE : antithetic;
    return new Smoothing(
        samples,
        sigma,
        NoiseDistribution.parse(noise),
        ControlVariate.parse(controlVariate),
        antithetic);
  }

  /** Refuses all options, for the sake of another algorithm. */
  void reject(String algorithm) {
    Rejection.unlessAbsent(samples, "samples", algorithm, OWNERS);
    Rejection.unlessAbsent(sigma, "sigma", algorithm, OWNERS);
    Rejection.unlessAbsent(noise, "noise", algorithm, OWNERS);
    Rejection.unlessAbsent(controlVariate, "control-variate", algorithm, OWNERS);
    Rejection.unlessAbsent(antithetic, "antithetic", algorithm, OWNERS);
  }
}
