package org.newtonlosses.training.recipe;

import java.util.Optional;
import org.tensorflow.framework.regularizers.Regularizer;

/**
 * A penalty on the network's weights, or none.
 *
 * @param regularizer the penalty, if there is one
 */
public record Regularization(Optional<Regularizer> regularizer) {

  /** No penalty. */
  public static Regularization none() {
    return new Regularization(Optional.empty());
  }

  /** A penalty. */
  public static Regularization of(Regularizer regularizer) {
    return new Regularization(Optional.of(regularizer));
  }
}
