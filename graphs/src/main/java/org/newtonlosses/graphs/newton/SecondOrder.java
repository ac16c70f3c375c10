package org.newtonlosses.graphs.newton;

/** Whether a loss has a Hessian, and at what cost: the answer to {@link Loss#secondOrder}. */
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
