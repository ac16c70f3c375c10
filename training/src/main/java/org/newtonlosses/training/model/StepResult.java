package org.newtonlosses.training.model;

/**
 * What a step of training returned.
 *
 * @param step how many steps the model has made, this one included
 * @param loss the batch mean of ℓ before the update
 * @param newtonLoss the batch mean of the Newton loss ½‖z* − y‖² before the update
 * @param gradientNorm the global norm of the parameters' gradient, before clipping
 */
public record StepResult(long step, float loss, float newtonLoss, float gradientNorm) {}
