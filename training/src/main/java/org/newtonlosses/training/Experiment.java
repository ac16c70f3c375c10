package org.newtonlosses.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.training.recipe.PathTask;
import org.newtonlosses.training.recipe.RankingTask;
import org.newtonlosses.training.recipe.Recipe;

/**
 * What a task makes of a recipe: data, and a trainable model that they fit.
 *
 * @param <B> the batches
 */
public interface Experiment<B extends Batch> {

  /**
   * The experiment of a recipe, with its data opened.
   *
   * @param messages told, in a line each, what takes time or must be known
   * @throws IOException if the data cannot be read or fetched
   */
  static Experiment<?> of(Recipe recipe, Consumer<String> messages) throws IOException {
    return recipe.task() instanceof RankingTask ranking
        ? RankingExperiment.open(recipe, ranking, messages)
        : PathExperiment.open(recipe, (PathTask) recipe.task(), messages);
  }

  /**
   * Another recipe of the same task on the same data.
   *
   * @throws IllegalArgumentException if it has a task of another kind
   */
  Experiment<B> with(Recipe recipe);

  /** Where the data come from. */
  DataProvenance provenance();

  /** How large an example is, in a few words, such as {@code n = 5}. */
  String exampleSize();

  /** Batches to learn from, without end; batch k depends on the recipe and k alone. */
  Dataset<B> training();

  /** Batches that decide which model is the best. */
  Dataset<B> validation();

  /** Batches that the reported numbers come from. */
  Dataset<B> test();

  /** What feeds a model with the batches. */
  Feed<B> feed();

  /**
   * Writes the trainable SavedModel with initial parameters.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model
   * @throws IOException if it cannot be written
   */
  void export(Path directory, Map<String, String> extras) throws IOException;

  /** The metrics that decide which model is better: the first, at a tie the next, … */
  List<String> ranking();
}
