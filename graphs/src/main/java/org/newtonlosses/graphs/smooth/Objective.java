package org.newtonlosses.graphs.smooth;

/**
 * What a solver does with the linear objective ⟨y, x⟩ over its solutions x.
 *
 * <pre>{@code
 * BlackBox<TFloat64> smallest =
 *     (tf, x) ->
 *         tf.oneHot(
 *             tf.math.argMin(x, tf.constant(1)),
 *             tf.constant(2),
 *             tf.constant(1.0),
 *             tf.constant(0.0));
 * Operand<TFloat64> costs = tf.constant(new double[][] {{1, 1.1}});
 * Operand<TFloat64> target = tf.constant(new double[][] {{0, 1}});
 * OutputLoss<TFloat64> squared =
 *     (tf, a, q) -> tf.sum(tf.math.squaredDifference(a, q), tf.constant(1));
 * new BlackboxInterpolation<>(smallest, Objective.MINIMISE, squared, target, 0.1)
 *     .expand(tf, costs)
 *     .gradient(); // → [[-10, 10]]
 * }</pre>
 */
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
