package org.newtonlosses.data.benchmarks;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.npy.NpyArray;
import org.newtonlosses.data.npy.NpzFile;

/**
 * The planning data sets of neural-astar: a .npz file of mazes with a goal each, as maps with a
 * start, a goal and a shortest path each.
 *
 * <p>The arrays arr_0 … arr_3 are those to learn from, arr_4 … arr_7 for validation, arr_8 … arr_11
 * for the test: cells, 1 where they are free, [N, h, w]; goals, one-hot [N, 1, h, w]; optimal
 * actions, one-hot [N, 4 or 8, 1, h, w]; steps to the goal, negative, −h·w where there is no path,
 * [N, 1, h, w]. Each step costs 1, diagonal ones too, and may pass blocked cells: {@link
 * GridMoves#PLAIN}, or the same with 4 neighbours where there are 4 actions.
 *
 * <p>Starts are drawn as neural-astar does ({@link StartRegions}), though once and not anew in each
 * epoch; labels are the shortest paths of {@link org.newtonlosses.data.maps.GridDijkstra}, whose
 * lengths must be those of the file. Lost are the actions, which are others among equally good
 * ones, and the distances of all other cells.
 *
 * <p>Source: R. Yonetani, T. Taniai, M. Barekatain, M. Nishimura, A. Kanezaki, "Path planning using
 * neural A* search" (ICML 2021); github.com/omron-sinicx/planning-datasets.
 *
 * <pre>{@code
 * Splits<PathSet> maps = new NeuralAstar(1, 8, 0).convert(Path.of("mazes_032_moore_c8.npz"));
 * }</pre>
 *
 * @param startsPerMap examples of each map, at least 1
 * @param tile rows and columns of pixels of a cell, at least 1
 * @param seed the same seed gives the same starts
 */
public record NeuralAstar(int startsPerMap, int tile, long seed) {

  /** Who made the files. */
  public static final String ATTRIBUTION =
      "planning-datasets: R. Yonetani et al. (2021), MIT licence,"
          + " https://github.com/omron-sinicx/planning-datasets; from maps of M. Bhardwaj et al."
          + " (2017)";

  private static final int ARRAYS = 4;
  private static final List<String> SPLITS = List.of("train", "valid", "test");

  /** Checks the numbers. */
  public NeuralAstar {
    checkArgument(startsPerMap >= 1, "%s starts of a map, at least 1 is allowed", startsPerMap);
    checkArgument(tile >= 1, "a cell of %s pixels, at least 1 is allowed", tile);
  }

  /**
   * Opens a file and checks it: the distances of all cells must be those of its grids.
   *
   * @throws IOException if an array is missing or has another type or shape than above, or holds
   *     what is not allowed, or distances are others; the message names file, array and value
   */
  public Splits<PathSet> convert(Path npz) throws IOException {
    if (!Files.isRegularFile(npz)) {
      throw new IOException(npz + ": no such file");
    }
    List<String> names =
        IntStream.range(0, ARRAYS * SPLITS.size()).mapToObj("arr_%d.npy"::formatted).toList();
    try (NpzFile unpacked = new NpzFile(npz, names)) {
      for (String name : names) {
        if (!Files.isRegularFile(unpacked.folder().resolve(name))) {
          throw new IOException(
              "%s: found no array %s; a file of neural-astar holds arr_0 to arr_11"
                  .formatted(npz, name.replace(".npy", "")));
        }
      }
      MazeArrays train = arrays(npz, unpacked.folder(), 0);
      MazeArrays validation = arrays(npz, unpacked.folder(), 1);
      MazeArrays test = arrays(npz, unpacked.folder(), 2);
      for (MazeArrays other : List.of(validation, test)) {
        if (other.height() != train.height()
            || other.width() != train.width()
            || !other.moves().equals(train.moves())) {
          throw new IOException(
              "%s: sizes differ: %s, %s, %s"
                  .formatted(npz, train.words(), validation.words(), test.words()));
        }
      }
      return new Splits<>(
          maps(train, 0),
          maps(validation, 1),
          maps(test, 2),
          new DataProvenance(
              "neural-astar's planning data",
              npz.toAbsolutePath().normalize().toString(),
              ImmutableMap.of(),
              false,
              ATTRIBUTION));
    }
  }

  private static MazeArrays arrays(Path npz, Path folder, int split) throws IOException {
    NpyArray[] arrays = new NpyArray[ARRAYS];
    for (int i = 0; i < ARRAYS; i++) {
      String name = "arr_%d".formatted(ARRAYS * split + i);
      arrays[i] =
          NpyArray.open(
              folder.resolve(name + ".npy"), "%s: %s (%s)".formatted(npz, name, SPLITS.get(split)));
    }
    MazeArrays checked = new MazeArrays(arrays[0], arrays[1], arrays[2], arrays[3]);
    checked.check();
    return checked;
  }

  private PathSet maps(MazeArrays arrays, int split) {
    CounterRandom random = CounterRandom.of(seed, split);
    return new UnitMaps(
        new UnitMaps.Source() {
          @Override
          public long size() {
            return Math.multiplyExact(arrays.size(), (long) startsPerMap);
          }

          @Override
          public UnitMap at(long i) throws IOException {
            return arrays.maze(i / startsPerMap).example(random, i);
          }
        },
        arrays.height(),
        arrays.width(),
        tile,
        arrays.moves());
  }
}
