package org.newtonlosses.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;

/**
 * What a task makes of a recipe: data, and a trainable model that they fit.
 *
 * @param <B> the batches
 */
public interface Experiment<B extends Batch> {

  /** Where the data come from. */
  DataProvenance provenance();

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
