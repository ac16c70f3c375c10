package org.newtonlosses.graphs.testing;

import java.util.Optional;

/**
 * The expansion of a loss at predictions; {@link Graphs#expand(LossFunction, Numbers)} runs it.
 *
 * @param loss ℓ, [B]
 * @param gradient g, [B, m]
 * @param perExampleHessian H, [B, m, m], where the loss has one
 */
public record ExpansionNumbers(
    Numbers loss, Numbers gradient, Optional<Numbers> perExampleHessian) {

  /**
   * The Hessian of each example, [B, m, m].
   *
   * @throws IllegalArgumentException if the loss has none
   */
  public Numbers hessian() {
    return perExampleHessian.orElseThrow(
        () -> new IllegalArgumentException("this loss has no Hessian"));
  }
}
