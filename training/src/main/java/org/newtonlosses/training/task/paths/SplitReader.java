package org.newtonlosses.training.task.paths;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.PathShape;

/**
 * Reads maps of a data set, with their true paths and costs.
 *
 * @param splits the data set
 * @param shape the size that the maps must have
 */
record SplitReader(Splits<PathSet> splits, PathShape shape) {

  /** Checks the size; throws {@link IllegalArgumentException} with both if it is another. */
  public SplitReader {
    PathShape found = splits.train().shape();
    if (!found.equals(shape)) {
      throw new IllegalArgumentException(
          "the maps have %s, this model takes %s".formatted(describe(found), describe(shape)));
    }
  }

  /**
   * Reads maps.
   *
   * @param split train, validation or test
   * @param indices their places in it, from 0
   * @throws IllegalArgumentException if there is no such split or place
   * @throws IOException if a map cannot be read
   */
  public List<MapExample> read(String split, List<Integer> indices) throws IOException {
    PathSet set =
        switch (split) {
          case "train" -> splits.train();
          case "validation" -> splits.validation();
          case "test" -> splits.test();
          default ->
              throw new IllegalArgumentException(
                  "split must be train, validation or test, found " + split);
        };
    List<MapExample> maps = new ArrayList<>();
    try (PathBatch batch = set.allocate(1)) {
      for (int index : indices) {
        if (index < 0 || index >= set.size()) {
          throw new IllegalArgumentException(
              "index must be from 0 to %d, found %d".formatted(set.size() - 1, index));
        }
        set.fill(index, batch, 0);
        maps.add(
            new MapExample(
                "%s[%d]".formatted(split, index),
                batch.images().clone(),
                Optional.of(Arrays.copyOf(batch.paths(), shape.cells())),
                Optional.of(Arrays.copyOf(batch.costs(), shape.cells()))));
      }
    }
    return maps;
  }

  private static String describe(PathShape shape) {
    return "%d x %d pixels and %d x %d cells"
        .formatted(shape.imageHeight(), shape.imageWidth(), shape.height(), shape.width());
  }
}
