package org.newtonlosses.data.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.npy.NpyHeader;
import org.newtonlosses.data.npy.NpyType;
import org.newtonlosses.data.npy.NpyWriter;

/** Maps with starts, goals and blocked cells of their own, two in each split. */
class OwnMapsTest {
  private static final String[] SPLITS = {"train", "val", "test"};
  private static final GridMoves OCTILE = GridMoves.OCTILE;

  /** The second row is a wall with a gap at the left, as dear as you like; then a dear cell. */
  private static final double[] COSTS = {
    1, 1, 1, 1,
    1, Double.NaN, 0, -1,
    1, 1, 0.1, 9,
  };

  private static final double[] BLOCKED = {
    0, 0, 0, 0,
    0, 1, 1, 1,
    0, 0, 0, 0,
  };

  @TempDir private Path temp;
  private final List<String> messages = new ArrayList<>();
  private Path folder;

  /** From (0, 2) to (2, 3), round the wall: no corner is cut. */
  @BeforeEach
  void writeMaps() throws IOException {
    folder = Files.createDirectory(temp.resolve("own"));
    for (String split : SPLITS) {
      write(split + "_maps", NpyHeader.of(NpyType.UINT8, 2, 3, 4, 3), new double[72]);
      grids(split + "_vertex_weights", NpyType.FLOAT32, COSTS);
      grids(split + "_blocked", NpyType.BOOL, BLOCKED);
      grids(split + "_shortest_paths", NpyType.UINT8, 1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1);
      ends(split + "_starts", NpyType.INT64, 0, 2, 0, 2);
      ends(split + "_goals", NpyType.INT64, 2, 3, 2, 3);
    }
  }

  @Test
  void ownEndsAndBlockedCellsAreRead() throws IOException {
    Splits<PathSet> read = WarcraftMaps.open(folder, OCTILE, messages::add);

    PathSet maps = read.train();
    assertThat(maps.moves()).isEqualTo(OCTILE);
    assertThat(maps.longestPath()).hasValue(8);
    assertThat(maps.shape())
        .isEqualTo(new PathShape(3, 4, 3, 4).with(new PathExtras(true, true, true)));
    PathBatch batch = maps.allocate(3);
    maps.fill(1, batch, 1);
    assertThat(batch.starts()).containsExactly(0, 0, 0, 2, 0, 0);
    assertThat(batch.goals()).containsExactly(0, 0, 2, 3, 0, 0);
    assertThat(Arrays.copyOfRange(batch.blocked(), 12, 24))
        .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0);
    assertThat(Arrays.copyOfRange(batch.costs(), 12, 24))
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.1f, 9);
    assertThat(batch.diagonals()).containsOnly(0);
    assertThat(GridDijkstra.solve(batch.problem(1, OCTILE)).orElseThrow().path().order())
        .containsExactly(2, 1, 0, 4, 8, 9, 10, 11);
    assertThat(read.provenance().md5()).hasSize(18).containsKey("val_goals.npy");
    assertThat(read.provenance().verified()).isFalse();
    assertThat(read.provenance().name()).isEqualTo("own maps");
    assertThat(messages).as("nobody takes them for Warcraft's").isEmpty();
  }

  @Test
  void diagonalsAreThoseOfThePathOfTheLabelsCells() throws IOException {
    GridMoves cut = new GridMoves(8, GridMoves.StepCost.ENTERING, true);
    for (String split : SPLITS) {
      // (2, 1) to (2, 3): the dear cell is entered straight, round a corner; the wall's end is cut.
      grids(split + "_shortest_paths", NpyType.UINT8, 0, 1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1);
    }
    PathBatch batch = fill(WarcraftMaps.open(folder, cut, messages::add).test());
    assertThat(batch.diagonals()).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0);
    assertFails(
        OCTILE,
        "train_shortest_paths.npy: the cells of path 0 do not lead over the 8 neighbours from"
            + " (0, 2) to (2, 3) without shortcuts; assumed are 8 neighbours, cost of entering a"
            + " cell, no cut corners, others are given by --neighbours, --step-cost and --corners");
    // The same cells, by the cost of cells: there is no length to tell the diagonals for.
    PathSet plain = WarcraftMaps.open(folder, messages::add).train();
    assertThat(plain.shape().extras()).isEqualTo(new PathExtras(true, true, false));
    assertThat(fill(plain).diagonals()).isEmpty();
  }

  @Test
  void aLabelMayGoRoundACornerWhereThatIsCheaper() throws IOException {
    GridMoves cut = new GridMoves(8, GridMoves.StepCost.ENTERING, true);
    for (String split : SPLITS) {
      Files.delete(folder.resolve(split + "_blocked.npy"));
      grids(split + "_vertex_weights", NpyType.FLOAT64, 1, 1, 1, 1, 1, 5, 0.1, 5, 1, 5, 5, 5);
      ends(split + "_starts", NpyType.FLOAT32, 0, 1, 0, 1);
      grids(split + "_shortest_paths", NpyType.UINT8, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    }
    assertThat(fill(WarcraftMaps.open(folder, cut, messages::add).train()).diagonals())
        .containsExactly(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);

    for (String split : SPLITS) {
      // √2 · 5 > 0.1 + 5: round the corner.
      grids(split + "_vertex_weights", NpyType.FLOAT64, 1, 1, 1, 1, 1, 5, 0.1, 0.2, 1, 5, 5, 5);
      grids(split + "_shortest_paths", NpyType.UINT8, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1);
    }
    PathSet corners = WarcraftMaps.open(folder, cut, messages::add).train();
    assertThat(fill(corners).diagonals()).containsExactly(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    assertThat(corners.longestPath()).hasValue(4);
    assertFails(
        GridMoves.PLAIN,
        "train_shortest_paths.npy: the cells of path 0 do not lead over the 8 neighbours");
  }

  @Test
  void labelsForOtherMovesAreNamed() throws IOException {
    GridMoves four = new GridMoves(4, GridMoves.StepCost.CELL, true);
    assertThat(WarcraftMaps.open(folder, four, messages::add).train().size()).isEqualTo(2);
    assertFails(
        GridMoves.PLAIN,
        "train_shortest_paths.npy: the cells of path 0 do not lead over the 8 neighbours from"
            + " (0, 2) to (2, 3) without shortcuts; assumed are 8 neighbours, cost of each cell,"
            + " others are given by");
    for (String split : SPLITS) {
      Files.delete(folder.resolve(split + "_blocked.npy"));
      grids(split + "_vertex_weights", NpyType.FLOAT32, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }
    assertFails(
        four,
        "train_shortest_paths.npy: path 0 costs 8.0 by "
            + folder.resolve("train_vertex_weights.npy")
            + ", the shortest path costs 4.0; assumed are 4 neighbours, cost of each cell");
  }

  @ParameterizedTest
  @EnumSource(
      value = NpyType.class,
      names = {"UINT8", "INT32", "INT64", "FLOAT64"})
  void endsOfAnyTypeAreRead(NpyType type) throws IOException {
    ends("train_starts", type, 0, 2, 0, 2);
    grids("train_blocked", type, BLOCKED);
    PathBatch batch = fill(WarcraftMaps.open(folder, OCTILE, messages::add).train());
    assertThat(batch.starts()).containsExactly(0, 2);
    assertThat(batch.blocked()).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void endsOutsideOrBetweenCellsAreNamed() throws IOException {
    String allowed = " of map 1, allowed are whole numbers, rows 0 to 2 and columns 0 to 3";
    ends("val_starts", NpyType.INT64, 0, 2, 3, 0);
    assertFails(OCTILE, "val_starts.npy: row 3, column 0" + allowed);
    ends("val_starts", NpyType.INT64, 0, 2, 0, -1);
    assertFails(OCTILE, "val_starts.npy: row 0, column -1" + allowed);
    ends("val_starts", NpyType.FLOAT32, 0, 2, 0.5, 1);
    assertFails(OCTILE, "val_starts.npy: row 0.5, column 1" + allowed);
    ends("val_starts", NpyType.FLOAT32, 0, 2, 0, Double.NaN);
    assertFails(OCTILE, "val_starts.npy: row 0, column NaN" + allowed);
    ends("val_starts", NpyType.INT64, 0, 2, 0, 2);
    ends("val_goals", NpyType.INT64, 2, 3, 0, 4);
    assertFails(OCTILE, "val_goals.npy: row 0, column 4" + allowed);
    write("val_goals", NpyHeader.of(NpyType.INT64, 4), 2, 3, 0, 4);
    assertFails(OCTILE, "val_goals.npy: i8 [4], expected row and column of each map, [2, 2]");
  }

  @Test
  void blockedEndsAreNamed() throws IOException {
    ends("test_goals", NpyType.INT64, 2, 3, 1, 1);
    assertFails(OCTILE, "test_goals.npy: the goal (1, 1) of map 1 is blocked, it must be free");
    ends("test_goals", NpyType.INT64, 2, 3, 2, 3);
    ends("test_starts", NpyType.INT64, 1, 2, 2, 3);
    assertFails(OCTILE, "test_starts.npy: the start (1, 2) of map 0 is blocked, it must be free");
    for (String split : SPLITS) {
      Files.delete(folder.resolve(split + "_starts.npy"));
      Files.delete(folder.resolve(split + "_goals.npy"));
    }
    grids("train_blocked", NpyType.BOOL, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    grids("train_vertex_weights", NpyType.FLOAT32, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertFails(OCTILE, "train_blocked.npy: the start (0, 0) of map 0 is blocked, it must be free");
  }

  @Test
  void blockedCellsAreZerosAndOnesOfTheGrid() throws IOException {
    grids("train_blocked", NpyType.UINT8, 0, 0, 0, 0, 0, 2, 1, 1, 0, 0, 0, 0);
    assertFails(OCTILE, "train_blocked.npy: 2.0 in map 0, allowed are 0 and 1");
    write("train_blocked", NpyHeader.of(NpyType.UINT8, 2, 4, 3), new double[24]);
    assertFails(OCTILE, "train_shortest_paths.npy the shape [2, 3, 4], expected the same shape");
    grids("train_blocked", NpyType.UINT8, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0);
    assertFails(
        OCTILE,
        "train_vertex_weights.npy: cost NaN in map 0, only positive finite costs are allowed where"
            + " cells are free");
    grids("train_blocked", NpyType.UINT8, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0);
    grids("train_vertex_weights", NpyType.FLOAT32, COSTS);
    assertFails(
        OCTILE,
        "train_shortest_paths.npy: no path leads from start to goal in 2 of 2 maps, the first is"
            + " map 0, from (0, 2) to (2, 3); assumed are 8 neighbours");
  }

  @Test
  void labelsOnBlockedCellsAreNamed() throws IOException {
    grids("train_shortest_paths", NpyType.UINT8, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    assertFails(
        OCTILE, "train_shortest_paths.npy: path 0 enters the cell (1, 2), which is blocked");
  }

  @Test
  void goalsThatCannotBeReachedAreCounted() throws IOException {
    grids("val_shortest_paths", NpyType.UINT8, new double[12]);
    write(
        "val_blocked",
        NpyHeader.of(NpyType.UINT8, 2, 3, 4),
        concat(new double[] {0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0}, wall()));
    write(
        "val_shortest_paths",
        NpyHeader.of(NpyType.UINT8, 2, 3, 4),
        concat(new double[] {1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1}, new double[12]));
    assertFails(
        OCTILE,
        "val_shortest_paths.npy: no path leads from start to goal in 1 of 2 maps, the first is map"
            + " 1, from (0, 2) to (2, 3)");
  }

  private static double[] wall() {
    return new double[] {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0};
  }

  @Test
  void filesOfSomeSplitsOnlyAreNamed() throws IOException {
    Files.delete(folder.resolve("val_goals.npy"));
    assertFails(
        OCTILE,
        "found no val_goals.npy; there must be all of train_starts.npy, val_starts.npy,"
            + " test_starts.npy, train_goals.npy, val_goals.npy, test_goals.npy, or none");
    ends("val_goals", NpyType.INT64, 2, 3, 2, 3);
    Files.delete(folder.resolve("test_blocked.npy"));
    assertFails(OCTILE, "found no test_blocked.npy; there must be all of train_blocked.npy, ");
  }

  @Test
  void whatWasReadIsWrittenAlikeAndFromNpzFilesToo() throws IOException {
    Splits<PathSet> read = WarcraftMaps.open(folder, OCTILE, messages::add);
    Path copy = temp.resolve("copy");
    WarcraftWriter.write(read, copy, messages::add);
    Path npz = temp.resolve("own.npz");
    try (OutputStream file = Files.newOutputStream(npz);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (String name : read.provenance().md5().keySet()) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(Files.readAllBytes(folder.resolve(name)));
      }
    }
    for (Path path : List.of(copy, npz)) {
      Splits<PathSet> again = WarcraftMaps.open(path, OCTILE, messages::add);
      assertThat(again.test().shape()).isEqualTo(read.test().shape());
      PathBatch one = fill(again.test());
      PathBatch other = fill(read.test());
      assertThat(one.starts()).isEqualTo(other.starts());
      assertThat(one.goals()).isEqualTo(other.goals());
      assertThat(one.blocked()).isEqualTo(other.blocked());
      assertThat(one.paths()).isEqualTo(other.paths());
      assertThat(one.diagonals()).isEqualTo(other.diagonals());
    }
  }

  private static PathBatch fill(PathSet maps) throws IOException {
    PathBatch batch = maps.allocate(1);
    maps.fill(1, batch, 0);
    return batch;
  }

  private void assertFails(GridMoves moves, String message) {
    assertThatIOException()
        .isThrownBy(() -> WarcraftMaps.open(folder, moves, messages::add))
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(message);
  }

  /** The same twice. */
  private void grids(String array, NpyType type, double... grid) throws IOException {
    write(array, NpyHeader.of(type, 2, 3, 4), concat(grid, grid));
  }

  private void ends(String array, NpyType type, double... ends) throws IOException {
    write(array, NpyHeader.of(type, 2, 2), ends);
  }

  private static double[] concat(double[] one, double[] other) {
    double[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private void write(String array, NpyHeader header, double... elements) throws IOException {
    try (NpyWriter out = new NpyWriter(folder.resolve(array + ".npy"), header)) {
      out.write(elements);
    }
  }
}
