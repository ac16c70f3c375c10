package org.newtonlosses.training.run;

import java.io.IOException;
import java.util.function.DoubleSupplier;
import org.newtonlosses.training.TrainingListener;
import org.newtonlosses.training.model.DrivenModel;
import org.newtonlosses.training.model.Evaluation;
import org.newtonlosses.training.task.Metrics;

/** Saves the model every so many steps, and whenever a validation is better than all before. */
final class Checkpointing implements TrainingListener {
  private final Checkpoints checkpoints;
  private final DrivenModel<?> model;
  private final long every;
  private final Metrics metrics;
  private final DoubleSupplier seconds;
  private Checkpoint best;
  private long saved;
  private boolean improved;

  /**
   * Goes on from a state.
   *
   * @param every steps between two checkpoints
   * @param metrics decide which validation is better
   * @param seconds how long the run has taken so far
   */
  Checkpointing(
      Checkpoints checkpoints,
      DrivenModel<?> model,
      Checkpoint state,
      long every,
      Metrics metrics,
      DoubleSupplier seconds) {
    this.checkpoints = checkpoints;
    this.model = model;
    this.best = state;
    this.saved = state.step();
    this.every = every;
    this.metrics = metrics;
    this.seconds = seconds;
  }

  @Override
  public void onValidation(long step, Evaluation evaluation) {
    improved = best.bestStep() == 0 || isBetter(evaluation);
    if (improved) {
      best = new Checkpoint(step, 0, step, evaluation.means());
    }
  }

  @Override
  public void afterStep(long step) throws IOException {
    if (improved || step % every == 0) {
      save(step);
    }
    improved = false;
  }

  /** Saves the model, unless it is saved already. */
  Checkpoint save(long step) throws IOException {
    Checkpoint state =
        new Checkpoint(step, seconds.getAsDouble(), best.bestStep(), best.bestValidation());
    if (step != saved) {
      checkpoints.save(model, state);
      saved = step;
    }
    return state;
  }

  private boolean isBetter(Evaluation evaluation) {
    return metrics.isBetter(evaluation.means(), best.bestValidation());
  }
}
