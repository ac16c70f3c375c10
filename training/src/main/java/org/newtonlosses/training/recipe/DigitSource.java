package org.newtonlosses.training.recipe;

import org.newtonlosses.graphs.parameter.Keys;

/** Where digits come from. */
public enum DigitSource {
  /** The idx files of MNIST, or of another set with the same file names. */
  MNIST,
  /** Digits drawn by strokes: for trying things out; results on them say nothing about MNIST. */
  SYNTHETIC;

  /** The name in recipes and on the command line. */
  public String key() {
    return Keys.of(this);
  }
}
