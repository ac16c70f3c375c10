package org.newtonlosses.graphs.newton;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A per-example loss that can be expanded to second order around predictions: all that a Newton
 * loss needs to know about it.
 *
 * <p>A differentiable loss is written as a {@link DifferentiableLoss}; a loss whose derivatives are
 * estimated (stochastic smoothing, perturbed optimisers) implements this interface itself.
 *
 * <pre>{@code
 * DifferentiableLoss<TFloat64> loss =
 *     (tf, y) -> tf.sum(tf.math.square(tf.math.square(y)), tf.constant(1));
 * Operand<TFloat64> y = tf.constant(new double[][] {{1, 0}, {0, 2}});
 * loss.value(tf, y); // → [1, 16]
 * loss.secondOrder(2); // → Available[cost=2 further backward passes]
 * }</pre>
 */
public interface Loss<T extends TNumber> {

  /**
   * Expands the loss at the predictions.
   *
   * @param tf builds the nodes
   * @param predictions y, [B, m] with m known when the graph is built
   * @return loss, gradient and, where the loss has one, Hessian at y
   * @throws IllegalArgumentException if y has a shape that the loss does not take
   */
  Expansion<T> expand(Ops tf, Operand<T> predictions);

  /**
   * Whether its expansion has a Hessian, and at what cost. This is the only place that knows.
   *
   * @param m predictions of an example
   */
  SecondOrder secondOrder(int m);

  /**
   * The loss alone.
   *
   * @param tf builds the nodes
   * @param predictions y, [B, m] with m known when the graph is built
   * @return ℓ, [B]
   * @throws IllegalArgumentException if y has a shape that the loss does not take
   */
  default Operand<T> value(Ops tf, Operand<T> predictions) {
    return expand(tf, predictions).loss();
  }
}
