package org.newtonlosses.graphs.newton;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * What a Newton loss makes of a loss ℓ at predictions y.
 *
 * <p>A network is trained on the batch mean of {@link #objective}; the original loss, which is here
 * to be reported, has the original gradient.
 *
 * <pre>{@code
 * DifferentiableLoss<TFloat64> loss =
 *     (tf, y) -> tf.sum(tf.math.square(tf.math.square(y)), tf.constant(1));
 * Operand<TFloat64> y = tf.constant(new double[][] {{1, 0}, {0, 2}});
 * NewtonStep<TFloat64> made = new NewtonLoss(new Fisher(1)).call(tf, loss, y);
 * made.loss(); // → [1, 16]
 * made.injectedLoss(); // → [1, 16]
 * made.objective(); // → [0.0988, 0.0019]
 * Derivatives.gradient(tf, made.objective(), y); // → [[0.4444, 0], [0, 0.0624]]
 * made.step(); // → [[0.4444, 0], [0, 0.0624]]
 * }</pre>
 *
 * @param loss ℓ, [B]
 * @param gradient g = ∇ℓ(y), [B, m]
 * @param curvature C, [m, m], without λI
 * @param step (C + λI)⁻¹ g, [B, m]; a constant for differentiation
 * @param target z* = y − step, [B, m]; a constant for differentiation
 * @param newtonLoss ½‖z* − y‖², [B]; its gradient at y is the step
 * @param injectedLoss has the value of ℓ and, by injection, the step as its gradient at y, [B]
 */
public record NewtonStep<T extends TNumber>(
    Operand<T> loss,
    Operand<T> gradient,
    Operand<T> curvature,
    Operand<T> step,
    Operand<T> target,
    Operand<T> newtonLoss,
    Operand<T> injectedLoss) {

  /** What is to be minimised: the Newton loss in its target form, [B]. */
  public Operand<T> objective() {
    return newtonLoss;
  }
}
