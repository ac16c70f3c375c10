package org.newtonlosses.training.task.lists;

/** How features are brought to a common scale, inside the graph. */
public enum FeatureScaling {
  /** By the distribution function of each, which makes it uniform. */
  QUANTILE,
  /** (x − mean)/deviation. */
  STANDARD,
  /** The same, of sign(x) log(1 + |x|) for those with heavy tails. */
  LOGARITHM,
  /** As they are. */
  NONE
}
