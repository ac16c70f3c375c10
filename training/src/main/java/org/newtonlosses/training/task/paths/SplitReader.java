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
import org.newtonlosses.training.task.paths.GridRoute.Cell;

/**
 * Reads maps of a data set, with their true paths and costs.
 *
 * @param splits the data set
 * @param sizes which maps are taken
 */
record SplitReader(Splits<PathSet> splits, MapSizes sizes) {

  /** Checks the size; throws {@link IllegalArgumentException} with both if it is another. */
  SplitReader {
    PathShape found = splits.train().shape();
    if (!sizes.any() && !describe(found).equals(describe(sizes.trained()))) {
      throw new IllegalArgumentException(
          "the maps have %s, this model takes %s"
              .formatted(describe(found), describe(sizes.trained())));
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
  List<MapExample> read(String split, List<Integer> indices) throws IOException {
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
        maps.add(example("%s[%d]".formatted(split, index), batch));
      }
    }
    return maps;
  }

  private static MapExample example(String name, PathBatch batch) {
    PathShape shape = batch.shape();
    int cells = shape.cells();
    return new MapExample(
        name,
        shape.imageHeight(),
        shape.imageWidth(),
        batch.images().clone(),
        shape.extras().ends() ? Optional.of(cell(batch.starts())) : Optional.empty(),
        shape.extras().ends() ? Optional.of(cell(batch.goals())) : Optional.empty(),
        shape.extras().blocked() ? Optional.of(marked(shape, batch.blocked())) : Optional.empty(),
        Optional.of(marked(shape, batch.paths())),
        shape.extras().diagonals()
            ? Optional.of(Arrays.copyOf(batch.diagonals(), cells))
            : Optional.empty(),
        Optional.of(Arrays.copyOf(batch.costs(), cells)));
  }

  private static Cell cell(int[] place) {
    return new Cell(place[0], place[1]);
  }

  private static GridCells marked(PathShape shape, byte[] cells) {
    return new GridCells(shape.height(), shape.width(), Arrays.copyOf(cells, shape.cells()));
  }

  private static String describe(PathShape shape) {
    return "%d x %d pixels and %d x %d cells"
        .formatted(shape.imageHeight(), shape.imageWidth(), shape.height(), shape.width());
  }
}
