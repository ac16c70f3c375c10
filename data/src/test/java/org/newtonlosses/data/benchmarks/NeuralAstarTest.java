package org.newtonlosses.data.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathExtras;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.data.npy.NpyHeader;
import org.newtonlosses.data.npy.NpyType;
import org.newtonlosses.data.npy.NpyWriter;

/** Two mazes in each split, 4 × 5 cells, one of them with a room that nothing leads to. */
class NeuralAstarTest {
  private static final int CELLS = 20;

  private static final String[] MAZES = {
    "....." + ".###." + ".#.#." + ".....", "..#.." + "..#.." + "..###" + ".....",
  };

  /** In the first maze at the room's door, in the second at the upper left. */
  private static final int[] GOALS = {12, 0};

  /** In the second maze, the room at the upper right is reached by no step. */
  private static final double[] STEPS_8 = {
    4, 4, 5, 4, 4,
    3, 20, 20, 20, 3,
    2, 20, 0, 20, 2,
    2, 1, 1, 1, 2,
    0, 1, 20, 20, 20,
    1, 1, 20, 20, 20,
    2, 2, 20, 20, 20,
    3, 3, 3, 4, 5,
  };

  private static final double[] STEPS_4 = {
    6, 7, 8, 7, 6,
    5, 20, 20, 20, 5,
    4, 20, 0, 20, 4,
    3, 2, 1, 2, 3,
    0, 1, 20, 20, 20,
    1, 2, 20, 20, 20,
    2, 3, 20, 20, 20,
    3, 4, 5, 6, 7,
  };

  @TempDir private Path temp;
  private Path arrays;

  @BeforeEach
  void writeArrays() throws IOException {
    arrays = Files.createDirectory(temp.resolve("arrays"));
    for (int split = 0; split < 3; split++) {
      double[] free = new double[2 * CELLS];
      double[] goals = new double[2 * CELLS];
      for (int i = 0; i < free.length; i++) {
        free[i] = MAZES[i / CELLS].charAt(i % CELLS) == '.' ? 1 : 0;
        goals[i] = GOALS[i / CELLS] == i % CELLS ? 1 : 0;
      }
      write(4 * split, NpyType.FLOAT32, free, 2, 4, 5);
      write(4 * split + 1, NpyType.FLOAT64, goals, 2, 1, 4, 5);
      write(4 * split + 2, NpyType.FLOAT64, new double[16 * CELLS], 2, 8, 1, 4, 5);
      write(4 * split + 3, NpyType.FLOAT64, negative(STEPS_8), 2, 1, 4, 5);
    }
  }

  private static double[] negative(double[] steps) {
    return Arrays.stream(steps).map(step -> -step).toArray();
  }

  private void write(int array, NpyType type, double[] values, long... shape) throws IOException {
    try (NpyWriter out =
        new NpyWriter(arrays.resolve("arr_%d.npy".formatted(array)), NpyHeader.of(type, shape))) {
      out.write(values);
    }
  }

  private Path zip() throws IOException {
    Path file = temp.resolve("mazes.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 12; i++) {
        Path array = arrays.resolve("arr_%d.npy".formatted(i));
        if (Files.exists(array)) {
          zip.putNextEntry(new ZipEntry(array.getFileName().toString()));
          zip.write(Files.readAllBytes(array));
        }
      }
    }
    return file;
  }

  private static PathBatch fill(PathSet maps, long i) throws IOException {
    PathBatch batch = maps.allocate(1);
    maps.fill(i, batch, 0);
    return batch;
  }

  @Test
  void mazesHaveStartsOfTheirOwn() throws IOException {
    Splits<PathSet> maps = new NeuralAstar(40, 3, 0).convert(zip());

    assertThat(maps.train().size()).isEqualTo(80);
    assertThat(maps.train().shape())
        .isEqualTo(new PathShape(12, 15, 4, 5, new PathExtras(true, true, false)));
    assertThat(maps.train().moves()).isEqualTo(GridMoves.PLAIN);
    assertThat(maps.provenance().attribution()).contains("Yonetani");
    Set<Integer> starts = new HashSet<>();
    for (int i = 0; i < 80; i++) {
      PathBatch batch = fill(maps.train(), i);
      int maze = i / 40;
      int start = batch.starts()[0] * 5 + batch.starts()[1];
      starts.add(maze * CELLS + start);
      assertThat(batch.goals()).containsExactly(GOALS[maze] / 5, GOALS[maze] % 5);
      for (int cell = 0; cell < CELLS; cell++) {
        assertThat(batch.blocked()[cell])
            .isEqualTo((byte) (MAZES[maze].charAt(cell) == '.' ? 0 : 1));
      }
      int cells = 0;
      for (byte cell : batch.paths()) {
        cells += cell;
      }
      assertThat(cells - 1).isEqualTo((int) STEPS_8[maze * CELLS + start]);
    }
    // Far cells, not those near the goal, and none of the room.
    assertThat(starts)
        .contains(2, 3, 4, 39)
        .doesNotContain(12, 16, 17, 20, 21, 23, 24)
        .hasSizeGreaterThan(8);
    assertThat(fill(maps.test(), 0).starts()).isEqualTo(fill(maps.test(), 0).starts());
  }

  @Test
  void fourActionsAreFourNeighbours() throws IOException {
    for (int split = 0; split < 3; split++) {
      write(4 * split + 2, NpyType.FLOAT64, new double[8 * CELLS], 2, 4, 1, 4, 5);
      write(4 * split + 3, NpyType.FLOAT64, negative(STEPS_4), 2, 1, 4, 5);
    }
    PathSet train = new NeuralAstar(1, 1, 0).convert(zip()).train();
    assertThat(train.moves()).isEqualTo(new GridMoves(4, GridMoves.StepCost.CELL, true));
  }

  @Test
  void distancesThatAreOthersAreCounted() throws IOException {
    double[] wrong = negative(STEPS_8);
    wrong[4] = -6;
    write(7, NpyType.FLOAT64, wrong, 2, 1, 4, 5);
    assertFails(
        "arr_7 (valid): 1 cells of 1 of 2 maps have distances that are not those of 8 neighbours,"
            + " cost of each cell: cell (0, 4) of map 0 has -6.0, by its neighbours it must be"
            + " -4.0");
    // Right for 4 neighbours.
    write(7, NpyType.FLOAT64, negative(STEPS_4), 2, 1, 4, 5);
    assertFails("cells of 2 of 2 maps have distances");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 10, 11})
  void missingArraysAreNamed(int array) throws IOException {
    Files.delete(arrays.resolve("arr_%d.npy".formatted(array)));
    assertFails("mazes.npz: found no array arr_%d; a file of".formatted(array));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|2,20|arr_0 (train) has the shape [2, 20], expected maps [N, h, w], at least one",
        "1|2,4,5|arr_1 (train) has the shape [2, 4, 5], expected [2, 1, 4, 5] as for maps [2, 4, 5]",
        "7|1,1,4,5|arr_7 (valid) has the shape [1, 1, 4, 5], expected [2, 1, 4, 5] as for maps",
        "10|2,3,4,4,5|arr_10 (test) has the shape [2, 3, 4, 4, 5], expected [2, 4 or 8, 1, 4, 5]: actions",
      })
  void shapesThatDoNotFitAreNamed(int array, String sizes, String message) throws IOException {
    long[] shape = Arrays.stream(sizes.split(",")).mapToLong(Long::parseLong).toArray();
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    write(array, NpyType.FLOAT64, new double[count], shape);
    assertFails(message);
  }

  @Test
  void valuesThatAreNotAllowedAreNamed() throws IOException {
    double[] two = new double[2 * CELLS];
    two[25] = 2;
    write(8, NpyType.FLOAT32, two, 2, 4, 5);
    assertFails("arr_9 (test): map 0 must have a 1 on one free cell, else zeros");
    Arrays.fill(two, 1);
    two[25] = 0.5;
    write(0, NpyType.FLOAT32, two, 2, 4, 5);
    assertFails("arr_0 (train)");
    two[25] = 1;
    two[6] = 3;
    write(0, NpyType.FLOAT32, two, 2, 4, 5);
    assertFails("arr_0 (train): 3.0 in map 0, allowed are 0 and 1");

    Files.writeString(temp.resolve("text.npz"), "no archive");
    assertThatIOException()
        .isThrownBy(() -> new NeuralAstar(1, 1, 0).convert(temp.resolve("text.npz")))
        .withMessageContaining("text.npz: damaged .npz file");
    assertThatIOException()
        .isThrownBy(() -> new NeuralAstar(1, 1, 0).convert(temp.resolve("gone.npz")))
        .withMessageContaining("gone.npz: no such file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NeuralAstar(0, 1, 0))
        .withMessage("0 starts of a map, at least 1 is allowed");
  }

  private void assertFails(String message) throws IOException {
    Path file = zip();
    assertThatIOException()
        .isThrownBy(() -> new NeuralAstar(1, 1, 0).convert(file))
        .withMessageContaining(message);
  }
}
