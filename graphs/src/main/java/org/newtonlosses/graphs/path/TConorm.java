package org.newtonlosses.graphs.path;

import java.util.Locale;
import org.newtonlosses.graphs.parameter.Keys;

/** T-conorms: relaxations of "or" on [0, 1]. */
public enum TConorm {
  /** a + b − ab. */
  PROBABILISTIC,
  /** (a + b + (p − 2)ab)/(1 + (p − 1)ab), p &gt; 0. */
  HAMACHER,
  /** (a + b)/(1 + ab): Hamacher's with p = 2. */
  EINSTEIN,
  /** min(1, a + b). */
  YAGER_1;

  /** The name in recipes and on the command line, such as {@code yager-1}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The t-conorm of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static TConorm parse(String key) {
    return Keys.parse("conorm", TConorm.class, TConorm::key, key);
  }
}
