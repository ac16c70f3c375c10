package org.newtonlosses.graphs.newton;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * What a Newton loss makes of a loss ℓ at predictions y.
 *
 * <p>A network is trained on the batch mean of {@link #objective}; the original loss, which is here
 * to be reported, has the original gradient.
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
