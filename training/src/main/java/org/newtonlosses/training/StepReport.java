package org.newtonlosses.training;

import org.newtonlosses.training.model.StepResult;

/**
 * A step of training, as listeners hear of it.
 *
 * @param result what the model returned
 * @param examples B
 * @param learningRate the learning rate that was used
 * @param seconds how long the step took, waiting for its batch included
 */
public record StepReport(StepResult result, int examples, double learningRate, double seconds) {

  /** The number of the step, from 1. */
  public long step() {
    return result.step();
  }
}
