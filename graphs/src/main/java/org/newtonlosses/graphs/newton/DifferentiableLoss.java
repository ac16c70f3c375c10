package org.newtonlosses.graphs.newton;

import java.util.Optional;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A loss written as differentiable operations; its expansion comes from automatic differentiation.
 *
 * <pre>{@code
 * DifferentiableLoss<TFloat32> squared =
 *     (tf, y) -> tf.sum(tf.math.square(tf.math.sub(y, target)), tf.constant(1));
 * }</pre>
 */
@FunctionalInterface
public interface DifferentiableLoss<T extends TNumber> extends Loss<T> {

  /**
   * The loss of each example; example b may depend on prediction b only.
   *
   * @param tf builds the nodes
   * @param predictions y, [B, m]
   * @return ℓ, [B]
   */
  Operand<T> call(Ops tf, Operand<T> predictions);

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the loss does not depend on y, or uses an operation that
   *     has no gradient
   */
  @Override
  default Expansion<T> expand(Ops tf, Operand<T> predictions) {
    Operand<T> loss = call(tf, predictions);
    if (loss.shape().numDimensions() != 1) {
      throw new IllegalArgumentException(
          "a loss must have the shape [B], one value for each example, found " + loss.shape());
    }
    Operand<T> gradient = Derivatives.gradient(tf, loss, predictions);
    return new Expansion<>(
        loss, gradient, Optional.of(ops -> Derivatives.hessian(ops, gradient, predictions)));
  }

  @Override
  default Operand<T> value(Ops tf, Operand<T> predictions) {
    return call(tf, predictions);
  }
}
