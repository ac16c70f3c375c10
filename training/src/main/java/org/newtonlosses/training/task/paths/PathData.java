package org.newtonlosses.training.task.paths;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.training.schema.Variant;

/** The maps of a path task. They do not depend on the recipe's seed, only their order does. */
public interface PathData {

  /**
   * Reads or makes the maps.
   *
   * @param moves for which their paths are, or shall be, the shortest
   * @param messages told, in a line each, what takes time or must be known
   * @throws IOException if they cannot be read or fetched
   */
  Splits<PathSet> open(GridMoves moves, Consumer<String> messages) throws IOException;

  /** The most maps that are trained on. */
  long trainLimit();

  /** The most maps of a validation. */
  int validation();

  /** The most maps of the final test. */
  int test();

  /**
   * Checks that a batch of so many maps can be held, as far as that is known before they are
   * opened.
   *
   * @throws IllegalArgumentException if it cannot
   */
  default void checkBatch(int batch) {}

  /** Those of this project, by name. */
  static List<Variant<PathData>> all() {
    return List.of(TerrainData.variant(), WarcraftData.variant());
  }
}
