package org.newtonlosses.graphs.smooth;

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
}
