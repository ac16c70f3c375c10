package org.newtonlosses.training.task.lists;

/** How features are brought to a common scale, inside the graph. */
public enum FeatureScaling {
  /** Standardised; those of heavy tails after sign(x) log(1 + |x|). */
  AUTO,
  /** (x − mean)/deviation. */
  STANDARD,
  /** The same of sign(x) log(1 + |x|). */
  LOGARITHM,
  /** As they are. */
  RAW
}
