package org.newtonlosses.training;

import java.io.IOException;
import org.newtonlosses.training.model.Evaluation;

/** Hears of a training as it goes on. All calls come from the training thread, in this order. */
public interface TrainingListener {

  /** A step was made. */
  default void onStep(StepReport report) throws IOException {}

  /** The model of a step was validated. */
  default void onValidation(long step, Evaluation evaluation) throws IOException {}

  /** All listeners have heard of the step and its validation, if it had one. */
  default void afterStep(long step) throws IOException {}
}
