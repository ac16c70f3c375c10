package org.newtonlosses.graphs.testing;

import org.newtonlosses.graphs.newton.NewtonLoss;

/**
 * What a Newton loss makes of a loss at predictions; {@link Graphs#run(NewtonLoss, LossFunction,
 * Numbers)} runs it.
 *
 * @param loss ℓ, [B]
 * @param gradient g, [B, m]
 * @param curvature C, [m, m]
 * @param step (C + λI)⁻¹ g, [B, m]
 * @param target z* = y − step, [B, m]
 * @param newtonLoss ½‖z* − y‖², [B]
 */
public record NewtonNumbers(
    Numbers loss,
    Numbers gradient,
    Numbers curvature,
    Numbers step,
    Numbers target,
    Numbers newtonLoss) {}
