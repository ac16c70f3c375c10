package org.newtonlosses.graphs.smooth;

/** What a solver does with the linear objective ⟨y, x⟩ over its solutions x. */
public enum Objective {
  /** A(y) = argmin<sub>x</sub> ⟨y, x⟩: y are costs. */
  MINIMISE(-1),
  /** A(y) = argmax<sub>x</sub> ⟨y, x⟩: y are scores. */
  MAXIMISE(1);

  private final int sign;

  Objective(int sign) {
    this.sign = sign;
  }

  /** The sign that makes it a maximisation: θ = sign · y. */
  int sign() {
    return sign;
  }
}
