package org.newtonlosses.training.task.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.benchmarks.MovingAi;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.graphs.path.PathProblem;
import org.newtonlosses.graphs.path.ShortestPath;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * The exact solver of the graph finds the optimal lengths of Moving AI's files. Those of this test
 * are written in their format, with lengths that it finds by itself: a cell's distance is lowered
 * until no neighbour lowers it any more.
 */
class MovingAiLengthsTest {
  private static final int SIZE = 16;
  private static final double DIAGONAL = Math.sqrt(2);

  /** Past the middle cell a diagonal step would cut a corner. */
  private static final List<String> TRAP = List.of("...", ".@.", "...");

  @TempDir private Path folder;

  /** Printed lengths by cells, start and goal. */
  private final Map<String, Double> lengths = new HashMap<>();

  @Test
  void lengthsAreReproduced() throws IOException {
    Random random = new Random(11);
    write("rooms", rooms(), 60, random);
    write("serpentine", serpentine(), 60, random);
    for (int i = 0; i < 4; i++) {
      write("random" + i, obstacles(random, 0.1 + 0.1 * i), 40, random);
    }
    write("trap", TRAP, 72, random);

    Splits<PathSet> maps =
        new MovingAi(
                SIZE,
                SIZE,
                1,
                MovingAi.SplitBy.SCENARIO,
                OptionalInt.of(1),
                OptionalInt.of(1),
                1000,
                false,
                0)
            .convert(folder, message -> {})
            .maps();
    PathBatch batch = maps.train().allocate((int) maps.train().size());
    for (int i = 0; i < maps.train().size(); i++) {
      maps.train().fill(i, batch, i);
    }
    Solved solved = solve(batch, (int) maps.train().size());
    int serpentines = 0;
    for (int i = 0; i < maps.train().size(); i++) {
      double length = lengths.get(key(batch, i));
      assertThat(solved.pathCosts()[i]).isCloseTo(length, within(1e-8));
      // Of several shortest paths it need not be the label: rounding of sums of roots decides.
      assertThat(solved.stepLengths()[i]).isCloseTo(length, within(1e-8));
      serpentines += length > 40 ? 1 : 0;
    }
    assertThat(solved.pathCosts()).hasSizeGreaterThan(300);
    assertThat(serpentines).isGreaterThan(10);
  }

  @Test
  void knownLengths() throws IOException {
    // Round the middle cell; along an open diagonal; and along it with a wall at its first step.
    Files.writeString(folder.resolve("trap.map"), map(TRAP));
    Files.writeString(folder.resolve("open.map"), map(List.of("....", "....", "....")));
    Files.writeString(folder.resolve("wall.map"), map(List.of(".@..", "....", "....")));
    Files.writeString(
        folder.resolve("all.scen"),
        """
        version 1
        1\ttrap.map\t3\t3\t0\t1\t2\t1\t4.00000000
        0\ttrap.map\t3\t3\t1\t0\t0\t1\t2.00000000
        0\topen.map\t4\t3\t0\t0\t3\t2\t3.82842712
        0\twall.map\t4\t3\t0\t0\t3\t2\t4.41421356
        """);
    PathSet train =
        new MovingAi(
                3,
                4,
                1,
                MovingAi.SplitBy.SCENARIO,
                OptionalInt.of(1),
                OptionalInt.of(1),
                9,
                false,
                0)
            .convert(folder, message -> {})
            .maps()
            .train();
    assertThat(train.size()).isEqualTo(2);
  }

  /**
   * What the graph finds.
   *
   * @param pathCosts [B]
   * @param stepLengths sums of the lengths of the steps of each path, [B]
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Solved(double[] pathCosts, double[] stepLengths) {}

  private static Solved solve(PathBatch batch, int examples) {
    Shape grids = Shape.of(examples, batch.shape().height(), batch.shape().width());
    double[] ones = new double[batch.paths().length];
    Arrays.fill(ones, 1);
    boolean[] isBlocked = new boolean[ones.length];
    for (int cell = 0; cell < isBlocked.length; cell++) {
      isBlocked[cell] = batch.blocked()[cell] != 0;
    }
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat64> costs = tf.placeholder(TFloat64.class, Placeholder.shape(grids));
      Shape ends = Shape.of(examples, 2);
      Placeholder<TInt32> starts = tf.placeholder(TInt32.class, Placeholder.shape(ends));
      Placeholder<TInt32> goals = tf.placeholder(TInt32.class, Placeholder.shape(ends));
      Placeholder<TBool> blocked = tf.placeholder(TBool.class, Placeholder.shape(grids));
      ShortestPath<TFloat64> shortest =
          ShortestPath.of(
              tf,
              costs,
              new PathProblem(
                  PathMoves.graph(GridMoves.OCTILE),
                  Optional.of(new PathProblem.Ends(starts, goals)),
                  Optional.of(blocked)));
      try (TFloat64 costsIn = TFloat64.tensorOf(grids, DataBuffers.of(ones));
          TInt32 startsIn = TInt32.tensorOf(ends, DataBuffers.of(batch.starts()));
          TInt32 goalsIn = TInt32.tensorOf(ends, DataBuffers.of(batch.goals()));
          TBool blockedIn = TBool.tensorOf(grids, DataBuffers.of(isBlocked));
          Result result =
              session
                  .runner()
                  .feed(costs, costsIn)
                  .feed(starts, startsIn)
                  .feed(goals, goalsIn)
                  .feed(blocked, blockedIn)
                  .fetch(shortest.pathCost())
                  .fetch(tf.sum(shortest.lengths(), tf.array(1, 2)))
                  .run()) {
        double[] pathCosts = new double[examples];
        ((TFloat64) result.get(0)).asRawTensor().data().asDoubles().read(pathCosts);
        double[] steps = new double[examples];
        ((TFloat64) result.get(1)).asRawTensor().data().asDoubles().read(steps);
        return new Solved(pathCosts, steps);
      }
    }
  }

  private static String key(PathBatch batch, int slot) {
    StringBuilder key = new StringBuilder();
    for (int cell = 0; cell < SIZE * SIZE; cell++) {
      key.append(batch.blocked()[slot * SIZE * SIZE + cell] == 0 ? '.' : '@');
    }
    return key
        + " %d %d %d %d"
            .formatted(
                batch.starts()[2 * slot],
                batch.starts()[2 * slot + 1],
                batch.goals()[2 * slot],
                batch.goals()[2 * slot + 1]);
  }

  private static List<String> rooms() {
    String[] rows = new String[15];
    for (int row = 0; row < rows.length; row++) {
      StringBuilder letters = new StringBuilder();
      for (int column = 0; column < 16; column++) {
        boolean wall = row % 5 == 4 || column % 5 == 4;
        boolean door = row % 5 == 1 || column % 5 == (row < 5 ? 3 : 0);
        letters.append(wall && !door ? 'T' : row % 2 == 0 ? '.' : 'G');
      }
      rows[row] = letters.toString();
    }
    return List.of(rows);
  }

  private static List<String> serpentine() {
    String[] rows = new String[16];
    for (int row = 0; row < rows.length; row++) {
      rows[row] =
          row % 2 == 0
              ? ".".repeat(15)
              : row % 4 == 1 ? "@".repeat(14) + "." : "." + "@".repeat(14);
    }
    return List.of(rows);
  }

  private static List<String> obstacles(Random random, double share) {
    String[] rows = new String[SIZE];
    for (int row = 0; row < SIZE; row++) {
      StringBuilder letters = new StringBuilder();
      for (int column = 0; column < SIZE; column++) {
        letters.append(random.nextDouble() < share ? "@OTW".charAt(random.nextInt(4)) : 'S');
      }
      rows[row] = letters.toString();
    }
    return List.of(rows);
  }

  private static String map(List<String> rows) {
    return "type octile\nheight %d\nwidth %d\nmap\n%s\n"
        .formatted(rows.size(), rows.get(0).length(), String.join("\n", rows));
  }

  private void write(String name, List<String> rows, int count, Random random) throws IOException {
    int height = rows.size();
    int width = rows.get(0).length();
    Files.writeString(folder.resolve(name + ".map"), map(rows));
    StringBuilder cells = new StringBuilder();
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        cells.append(row < height && column < width && isFree(rows, row, column) ? '.' : '@');
      }
    }
    StringBuilder scenarios = new StringBuilder("version 1\n");
    for (int written = 0; written < count; ) {
      int start = random.nextInt(height * width);
      int goal = random.nextInt(height * width);
      double length =
          isFree(rows, start / width, start % width)
              ? distances(rows, start)[goal]
              : Double.POSITIVE_INFINITY;
      if (length < Double.POSITIVE_INFINITY) {
        String printed = String.format(Locale.ROOT, "%.8f", length);
        scenarios.append(
            "%d\t%s.map\t%d\t%d\t%d\t%d\t%d\t%d\t%s\n"
                .formatted(
                    (int) length / 4,
                    name,
                    width,
                    height,
                    start % width,
                    start / width,
                    goal % width,
                    goal / width,
                    printed));
        lengths.put(
            cells
                + " %d %d %d %d"
                    .formatted(start / width, start % width, goal / width, goal % width),
            Double.parseDouble(printed));
        written++;
      }
    }
    Files.writeString(folder.resolve(name + ".map.scen"), scenarios.toString());
  }

  private static boolean isFree(List<String> rows, int row, int column) {
    return row >= 0
        && row < rows.size()
        && column >= 0
        && column < rows.get(0).length()
        && ".GS".indexOf(rows.get(row).charAt(column)) >= 0;
  }

  private static double[] distances(List<String> rows, int start) {
    int width = rows.get(0).length();
    double[] distances = new double[rows.size() * width];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    distances[start] = 0;
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int cell = 0; cell < distances.length; cell++) {
        int row = cell / width;
        int column = cell % width;
        for (int step = 0; step < 9; step++) {
          int down = step / 3 - 1;
          int right = step % 3 - 1;
          boolean allowed =
              isFree(rows, row, column)
                  && isFree(rows, row + down, column + right)
                  && isFree(rows, row + down, column)
                  && isFree(rows, row, column + right);
          double length = down != 0 && right != 0 ? DIAGONAL : 1;
          if (allowed
              && distances[cell + down * width + right] + length < distances[cell] - 1e-12) {
            distances[cell] = distances[cell + down * width + right] + length;
            changed = true;
          }
        }
      }
    }
    return distances;
  }
}
