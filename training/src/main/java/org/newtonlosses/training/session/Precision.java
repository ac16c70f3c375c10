package org.newtonlosses.training.session;

import java.util.Arrays;
import java.util.Locale;

/** The type in which convolutions and matrix products are computed; variables stay float32. */
public enum Precision {
  /** Everything in float32. */
  FLOAT32,
  /** Convolutions and matrix products in bfloat16 through oneDNN, on the CPU. */
  BFLOAT16;

  /** The name in recipes and on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The precision of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Precision parse(String key) {
    return Arrays.stream(values())
        .filter(precision -> precision.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "precision must be float32 or bfloat16, found " + key));
  }
}
