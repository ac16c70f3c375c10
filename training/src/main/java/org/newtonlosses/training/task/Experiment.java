package org.newtonlosses.training.task;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.graphs.model.SupervisedModel;
import org.newtonlosses.graphs.model.TrainableModel;
import org.newtonlosses.training.model.Feed;
import org.newtonlosses.training.recipe.Recipe;

/**
 * What a task makes of a recipe: data, and the description of a model that they fit.
 *
 * @param <B> the batches
 */
public interface Experiment<B extends Batch> {

  /**
   * The experiment of a recipe, with its data opened and its model checked: all that can be wrong
   * with a recipe is found here.
   *
   * @param task of the recipe
   * @param messages told, in a line each, what takes time or must be known
   * @throws IllegalArgumentException if data, algorithm and curvature do not go together
   * @throws IOException if the data cannot be read or fetched
   */
  static <B extends Batch> Experiment<B> open(
      Task<B> task, Recipe recipe, Consumer<String> messages) throws IOException {
    Experiment<B> experiment = task.open(recipe, messages);
    experiment.check();
    return experiment;
  }

  /** The task. */
  Task<B> task();

  /** The recipe; what it left to the data, such as a number of steps, is filled in. */
  Recipe recipe();

  /** The same data with another recipe of the same task. */
  Experiment<B> with(Recipe recipe);

  /** Where the data come from. */
  DataProvenance provenance();

  /** How large an example is, by name, such as n = 5, for reports; nothing unless overridden. */
  default Map<String, Long> sizes() {
    return Map.of();
  }

  /** How large an example is, in a few words, such as {@code n = 5}. */
  default String exampleSize() {
    return sizes().entrySet().stream()
        .map(size -> size.getKey() + " = " + size.getValue())
        .collect(Collectors.joining(", "));
  }

  /**
   * What else is to be kept with the model, beside recipe and provenance, so that it can be used:
   * texts by file name; nothing unless overridden.
   *
   * @throws IOException if data that it depends on cannot be read
   */
  default Map<String, String> extras() throws IOException {
    return Map.of();
  }

  /** Batches to learn from, without end; batch k depends on the recipe and k alone. */
  Dataset<B> training();

  /** Batches that decide which model is the best. */
  Dataset<B> validation();

  /** Batches that the reported numbers come from. */
  Dataset<B> test();

  /** What feeds a model with the batches. */
  Feed<B> feed();

  /**
   * What is learnt: inputs, loss, metrics and what is served.
   *
   * @throws IOException if data that it depends on cannot be read
   */
  SupervisedModel model() throws IOException;

  /**
   * The model with the recipe's network, Newton loss and optimiser: to be exported.
   *
   * @throws IOException if data that it depends on cannot be read
   */
  default TrainableModel trainable() throws IOException {
    return recipe().trainable(model());
  }

  /**
   * Checks that the model can be trained; takes a moment.
   *
   * @throws IllegalArgumentException if it lacks what the recipe asks of it
   * @throws IOException if data that it depends on cannot be read
   */
  default void check() throws IOException {
    trainable().check();
  }
}
