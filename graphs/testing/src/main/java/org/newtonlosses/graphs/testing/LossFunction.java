package org.newtonlosses.graphs.testing;

import org.newtonlosses.graphs.newton.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Makes the loss under test, with what it needs of the graph: targets, noise.
 *
 * @param <T> the predictions' type; {@code TNumber} for a loss of float32 and float64
 */
@FunctionalInterface
public interface LossFunction<T extends TNumber> {

  /**
   * Makes the loss.
   *
   * @param tf builds the nodes
   * @param y the predictions at which it will be expanded, [B, m] with B free
   * @return the loss
   */
  Loss<T> call(Ops tf, Operand<T> y);
}
