package org.newtonlosses.training.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.training.model.Feed;
import org.newtonlosses.training.recipe.Recipe;

/**
 * What a task makes of a recipe: data, and a trainable model that they fit.
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

  /** The recipe. */
  Recipe recipe();

  /**
   * Another recipe of the same task on the same data.
   *
   * @throws IllegalArgumentException if it has another task
   */
  Experiment<B> with(Recipe recipe);

  /** Where the data come from. */
  DataProvenance provenance();

  /** How large an example is, by name, such as n = 5. */
  Map<String, Long> exampleSize();

  /** Batches to learn from, without end; batch k depends on the recipe and k alone. */
  Dataset<B> training();

  /** Batches that decide which model is the best. */
  Dataset<B> validation();

  /** Batches that the reported numbers come from. */
  Dataset<B> test();

  /** What feeds a model with the batches. */
  Feed<B> feed();

  /**
   * Checks that the model can be trained; cheap.
   *
   * @throws IllegalArgumentException if it lacks what the recipe asks of it
   */
  void check();

  /**
   * Writes the trainable SavedModel with initial parameters.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model
   * @throws IOException if it cannot be written
   */
  void export(Path directory, Map<String, String> extras) throws IOException;
}
