package org.newtonlosses.graphs.smooth;

import java.util.Locale;
import org.newtonlosses.graphs.parameter.Keys;

/** Distributions of the noise. */
public enum NoiseDistribution {
  /** Standard normal. */
  GAUSSIAN,
  /** Standard Gumbel. */
  GUMBEL;

  /** The name in recipes and on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The distribution of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static NoiseDistribution parse(String key) {
    return Keys.parse("noise", NoiseDistribution.class, NoiseDistribution::key, key);
  }
}
