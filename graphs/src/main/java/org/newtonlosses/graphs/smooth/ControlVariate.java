package org.newtonlosses.graphs.smooth;

import org.newtonlosses.graphs.parameter.Keys;

/**
 * What is subtracted from the value at a sample before it is weighted, to reduce the variance. It
 * does not depend on the sample's noise, so that the expectation stays.
 */
public enum ControlVariate {
  /** The value at the unperturbed predictions: one evaluation more for each example. */
  VALUE,
  /**
   * The mean of the values at the other samples, without the sample's antithetic partner where
   * there is one; needs at least two samples, or two pairs.
   */
  LEAVE_ONE_OUT,
  /** Nothing. */
  NONE;

  /** The name in recipes and on the command line, such as {@code leave-one-out}. */
  public String key() {
    return Keys.of(this);
  }

  /**
   * The control variate of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static ControlVariate parse(String key) {
    return Keys.parse("control-variate", ControlVariate.class, ControlVariate::key, key);
  }
}
