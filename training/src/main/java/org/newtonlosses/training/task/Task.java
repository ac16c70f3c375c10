package org.newtonlosses.training.task;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.newtonlosses.data.Batch;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.TaskSection;

/**
 * What can be learnt: all that the rest of the program knows of it. It is registered by an {@link
 * org.newtonlosses.training.registry.Extension}; nothing else has to be changed for a new one.
 *
 * <p>Its name, its part of the recipe with defaults and ranges, its named recipes and its words for
 * people are those of {@link TaskSection}.
 *
 * @param <B> the batches that it learns from
 */
public interface Task<B extends Batch> extends TaskSection {

  /** The metrics that its models measure, in the order in which they decide and are read. */
  Metrics metrics();

  /**
   * Opens the data of a recipe of this task.
   *
   * @param messages told, in a line each, what takes time or must be known
   * @throws IOException if the data cannot be read or fetched
   */
  Experiment<B> open(Recipe recipe, Consumer<String> messages) throws IOException;

  /**
   * Opens the data on which a trained model is to be evaluated: its {@link Experiment#test} alone
   * is used. Unless overridden, all data of the recipe.
   *
   * @param model a model of this task
   * @param recipe on whose data it is to be evaluated
   * @param messages told, in a line each, what takes time or must be known
   * @throws IllegalArgumentException if data and model do not go together
   * @throws IOException if the data cannot be read or fetched
   */
  default Experiment<B> evaluation(LoadedModel model, Recipe recipe, Consumer<String> messages)
      throws IOException {
    return Experiment.open(this, recipe, messages);
  }

  /** What {@code newton predict} does with a model of this task; by default for rows of JSON. */
  default Prediction prediction() {
    return new JsonPrediction();
  }

  /** What {@code newton bench} measures beside steps; nothing unless overridden. */
  default Optional<Benchmark<B>> benchmark() {
    return Optional.empty();
  }

  /** What {@code newton bench growth} measures of it; nothing unless overridden. */
  default Optional<Growth> growth() {
    return Optional.empty();
  }

  /**
   * The changes of a recipe that make its examples as large as those of a model.
   *
   * @param model a model of this task
   * @param recipe on whose data the model is to be used
   * @return YAML values by path, such as {@code task.n}
   */
  default Map<String, String> sizes(LoadedModel model, Recipe recipe) {
    return Map.of();
  }
}
