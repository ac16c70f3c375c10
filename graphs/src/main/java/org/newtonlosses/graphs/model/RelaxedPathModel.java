package org.newtonlosses.graphs.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.tensorflow.types.family.TNumber;

/** The relaxed path as a SavedModel of its own. */
@SuppressWarnings("DoNotCallSuggester")
public record RelaxedPathModel<T extends TNumber>(
    RelaxedBellmanFord algorithm, Grid grid, Class<T> type) {

  /**
   * Writes the SavedModel.
   *
   * @param directory the new folder; appears whole or not at all
   * @param extras texts by file name, kept with the model in {@code assets.extra}
   * @throws IOException if the folder exists or cannot be written
   */
  public void export(Path directory, Map<String, String> extras) throws IOException {
    throw new UnsupportedOperationException();
  }
}
