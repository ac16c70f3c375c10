package org.newtonlosses.graphs.rank;

/** What an item of a grade brings to the discounted cumulative gain. */
public enum Gain {
  /** 2<sup>g</sup> − 1. */
  EXPONENTIAL,
  /** g. */
  LINEAR
}
