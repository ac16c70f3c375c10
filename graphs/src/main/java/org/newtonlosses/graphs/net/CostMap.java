package org.newtonlosses.graphs.net;

import java.util.Locale;
import org.newtonlosses.graphs.parameter.Keys;

/** From a network's output, any real number, to a positive cost. */
public enum CostMap {
  /** |x| + ε. */
  ABS,
  /** eˣ. */
  EXP,
  /** log(1 + eˣ) + ε. */
  SOFTPLUS,
  /** 1/(1 + e⁻ˣ) + ε. */
  SIGMOID;

  /** The name in recipes and on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The map of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static CostMap parse(String key) {
    return Keys.parse("cost-map", CostMap.class, CostMap::key, key);
  }
}
