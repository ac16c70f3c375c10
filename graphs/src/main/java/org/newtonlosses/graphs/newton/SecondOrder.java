package org.newtonlosses.graphs.newton;

/**
 * Whether a loss has a Hessian, and at what cost: the answer to {@link Loss#secondOrder}.
 *
 * <pre>{@code
 * DifferentiableLoss<TFloat64> loss = (tf, y) -> tf.sum(tf.math.square(y), tf.constant(1));
 * loss.secondOrder(5); // → Available[cost=5 further backward passes]
 * }</pre>
 */
public sealed interface SecondOrder {

  /**
   * It has one.
   *
   * @param cost what it costs beside loss and gradient, in a few words, such as {@code 5 further
   *     backward passes}
   */
  record Available(String cost) implements SecondOrder {}

  /**
   * It has none.
   *
   * @param reason why, as the end of an error message
   */
  record Unavailable(String reason) implements SecondOrder {}

  /** The Hessian of a differentiable loss: a backward pass of its gradient for each prediction. */
  static SecondOrder backwardPasses(int m) {
    return new Available("%d further backward passes".formatted(m));
  }

  /** The Hessian of an estimator: from the samples that its gradient is made of. */
  static SecondOrder sameSamples() {
    return new Available("no further samples");
  }
}
