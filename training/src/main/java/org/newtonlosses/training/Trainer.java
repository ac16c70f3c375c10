package org.newtonlosses.training;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.training.model.DrivenModel;
import org.newtonlosses.training.model.Evaluation;
import org.newtonlosses.training.model.StepResult;
import org.newtonlosses.training.recipe.Recipe;

/**
 * The loop of a training. It only makes steps and validations; whatever else is to be done with
 * them, listeners do.
 *
 * <p>Step k uses batch k − 1 of the training data, so that a training that goes on from step k is
 * the same as one that was never interrupted.
 *
 * @param model the model, in the state after the step to go on from
 * @param recipe steps, validations and learning rates
 * @param training the data, from their first batch on
 * @param validation the data of each validation
 * @param listeners are told of everything, in their order
 * @param stop asked before each step whether to stop
 * @param <B> the batches
 */
public record Trainer<B extends Batch>(
    DrivenModel<B> model,
    Recipe recipe,
    Dataset<B> training,
    Dataset<B> validation,
    List<TrainingListener> listeners,
    BooleanSupplier stop) {

  /**
   * Trains to the recipe's last step, or until asked to stop.
   *
   * @param from how many steps the model has made
   * @return how many steps the model has made now
   * @throws TrainingFailedException if a step fails, as when the loss is not finite
   * @throws IOException if a listener cannot write
   */
  public long train(long from) throws IOException {
    long step = from;
    try (Batches<B> batches = training.skip(from).open()) {
      while (step < recipe.steps() && !stop.getAsBoolean()) {
        step++;
        StepReport report = step(step, batches);
        for (TrainingListener listener : listeners) {
          listener.onStep(report);
        }
        if (step % recipe.validateEvery() == 0 || step == recipe.steps()) {
          Evaluation evaluation = validate();
          for (TrainingListener listener : listeners) {
            listener.onValidation(step, evaluation);
          }
        }
        for (TrainingListener listener : listeners) {
          listener.afterStep(step);
        }
      }
    }
    return step;
  }

  private StepReport step(long step, Batches<B> batches) {
    double rate = recipe.learningRate().at(step);
    if (rate != recipe.learningRate().at(Math.max(1, step - 1))) {
      model.setLearningRate(rate);
    }
    long start = System.nanoTime();
    try (B batch = batches.next()) {
      StepResult result = result(step, batch);
      if (result.step() != step) {
        throw new IllegalStateException(
            "the model made step %d where step %d was due".formatted(result.step(), step));
      }
      return new StepReport(result, batch.size(), rate, (System.nanoTime() - start) / 1e9);
    }
  }

  private StepResult result(long step, B batch) {
    try {
      return model.step(batch);
    } catch (RuntimeException e) {
      throw new TrainingFailedException(step, batch.index(), e);
    }
  }

  private Evaluation validate() {
    try (Batches<B> batches = validation.open()) {
      // Not to be interrupted: a step that is due for validation is not complete without it.
      return model.evaluate(batches, () -> false);
    }
  }
}
