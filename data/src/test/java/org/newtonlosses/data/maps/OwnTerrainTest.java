package org.newtonlosses.data.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.TerrainSettings.Ends;

/** Generated maps with ends, obstacles, moves and unique paths. */
class OwnTerrainTest {

  private static List<GridMoves> moves() {
    return List.of(
        GridMoves.PLAIN,
        GridMoves.OCTILE,
        new GridMoves(8, GridMoves.StepCost.ENTERING, true),
        new GridMoves(8, GridMoves.StepCost.CELL, false),
        new GridMoves(4, GridMoves.StepCost.CELL, true),
        new GridMoves(4, GridMoves.StepCost.ENTERING, true));
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "5, 17", "1, 9", "9, 1", "1, 1", "2, 2", "3, 3"})
  void endsAreAnywhereButFarApart(int height, int width) throws IOException {
    TerrainSettings settings =
        new TerrainSettings(height, width, Ends.RANDOM, 0, false, GridMoves.PLAIN, 1);
    PathSet maps = TerrainMaps.splits(300, 1, 1, settings).train();
    assertThat(maps.shape().extras()).isEqualTo(new PathExtras(true, false, false));
    PathBatch batch = maps.allocate(1);
    boolean[] seen = new boolean[height * width];
    for (int i = 0; i < 300; i++) {
      maps.fill(i, batch, 0);
      GridProblem problem = batch.problem(0, maps.moves());
      int down = Math.abs(batch.starts()[0] - batch.goals()[0]);
      int right = Math.abs(batch.starts()[1] - batch.goals()[1]);
      assertThat(Math.max(down, right)).isGreaterThanOrEqualTo(Math.max(height, width) / 2);
      assertThat(batch.paths()).isEqualTo(GridDijkstra.solve(problem).orElseThrow().cells());
      seen[problem.start()] = true;
    }
    int starts = 0;
    for (boolean start : seen) {
      starts += start ? 1 : 0;
    }
    assertThat(starts).isGreaterThan(seen.length * 3 / 4);
  }

  @ParameterizedTest
  @MethodSource("moves")
  void obstaclesLeaveAWayAndHaveTheShareThatWasAskedFor(GridMoves moves) throws IOException {
    for (Ends ends : Ends.values()) {
      TerrainSettings settings = new TerrainSettings(10, 12, ends, 0.3, false, moves, 2);
      PathSet maps = TerrainMaps.splits(100, 1, 1, settings).train();
      PathBatch batch = maps.allocate(2);
      for (int i = 0; i < 100; i++) {
        maps.fill(i, batch, 1);
        GridProblem problem = batch.problem(1, moves);
        GridDijkstra.Solution solution = GridDijkstra.solve(problem).orElseThrow();
        int blocked = 0;
        for (int cell = 0; cell < 120; cell++) {
          blocked += problem.blocked()[cell];
          assertThat(batch.paths()[120 + cell]).isEqualTo(solution.cells()[cell]);
          if (moves.countsLengths()) {
            assertThat(batch.diagonals()[120 + cell]).isEqualTo(solution.path().diagonals()[cell]);
          }
        }
        assertThat(blocked).isEqualTo(36);
        assertThat(batch.blocked()[0]).as("the other slot").isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "1, 1", "1, 2", "2, 2", "40, 40"})
  void whereObstaclesWouldCloseTheWayItIsCleared(int height, int width) throws IOException {
    TerrainSettings settings =
        new TerrainSettings(height, width, Ends.CORNERS, 0.5, true, GridMoves.OCTILE, 3);
    PathSet maps = TerrainMaps.splits(30, 1, 1, settings).train();
    PathBatch batch = maps.allocate(1);
    for (int i = 0; i < 30; i++) {
      maps.fill(i, batch, 0);
      assertThat(GridDijkstra.solve(batch.problem(0, GridMoves.OCTILE))).isPresent();
    }
  }

  @Test
  void obstaclesAreBrighterThanEveryTerrain() throws IOException {
    TerrainSettings settings =
        new TerrainSettings(12, 12, Ends.CORNERS, 0.3, false, GridMoves.PLAIN, 4);
    PathSet maps = TerrainMaps.splits(50, 1, 1, settings).train();
    PathBatch batch = maps.allocate(1);
    double[] sums = new double[Terrain.values().length + 1];
    double[] counts = new double[sums.length];
    for (int i = 0; i < 50; i++) {
      maps.fill(i, batch, 0);
      for (int cell = 0; cell < 144; cell++) {
        int looks =
            batch.blocked()[cell] == 1
                ? Terrain.values().length
                : Terrain.nearest(batch.costs()[cell]).index();
        // The centre, as borders are ragged.
        int pixel = ((cell / 12 * 8 + 4) * 96 + cell % 12 * 8 + 4) * 3;
        sums[looks] += batch.images()[pixel + 2] & 0xff;
        counts[looks]++;
      }
    }
    for (Terrain terrain : Terrain.values()) {
      assertThat(sums[terrain.index()] / counts[terrain.index()]).isLessThan(125);
    }
    assertThat(sums[5] / counts[5]).isBetween(160.0, 190.0);
  }

  @ParameterizedTest
  @MethodSource("moves")
  void uniquePathsAreThoseOfTheMapsBeforeAndNoOtherIsAsCheap(GridMoves moves) throws IOException {
    for (double obstacles : new double[] {0, 0.2}) {
      PathSet before =
          TerrainMaps.splits(
                  150, 1, 1, new TerrainSettings(12, 12, Ends.RANDOM, obstacles, false, moves, 5))
              .train();
      PathSet maps =
          TerrainMaps.splits(
                  150, 1, 1, new TerrainSettings(12, 12, Ends.RANDOM, obstacles, true, moves, 5))
              .train();
      PathBatch one = before.allocate(1);
      PathBatch other = maps.allocate(1);
      int several = 0;
      int same = 0;
      for (int i = 0; i < 150; i++) {
        before.fill(i, one, 0);
        maps.fill(i, other, 0);
        GridProblem problem = other.problem(0, moves);
        several += GridDijkstra.hasSeveralOptima(one.problem(0, moves)) ? 1 : 0;
        assertThat(GridDijkstra.hasSeveralOptima(problem)).isFalse();
        assertThat(new BellmanFord(problem).paths()).isEqualTo(1);
        assertThat(other.paths()).isEqualTo(GridDijkstra.solve(problem).orElseThrow().cells());
        assertThat(other.starts()).isEqualTo(one.starts());
        assertThat(other.blocked()).isEqualTo(one.blocked());
        same += Arrays.equals(one.paths(), other.paths()) ? 1 : 0;
      }
      assertThat(several).isGreaterThan(75);
      // But where the other path is rock alone.
      assertThat(same).isGreaterThan(140);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 32})
  void largeGridsHaveUniquePathsToo(int side) throws IOException {
    TerrainSettings settings =
        new TerrainSettings(side, side, Ends.CORNERS, 0, true, GridMoves.PLAIN, 0);
    TerrainStatistics statistics =
        TerrainStatistics.of(TerrainMaps.splits(40, 1, 1, settings).train());
    assertThat(statistics.severalOptima()).isZero();
  }

  @Test
  void statisticsAreOfFreeCellsAndByTheMoves() throws IOException {
    TerrainSettings settings =
        new TerrainSettings(12, 12, Ends.CORNERS, 0.25, false, GridMoves.OCTILE, 0);
    PathSet maps = TerrainMaps.splits(50, 1, 1, settings).train();
    TerrainStatistics statistics = TerrainStatistics.of(maps);
    assertThat(statistics.blocked()).isEqualTo(0.25);
    assertThat(statistics.shares().values().stream().mapToDouble(x -> x).sum())
        .isBetween(0.999999, 1.000001);
    assertThat(statistics.contacts().values().stream().mapToDouble(x -> x).sum())
        .isBetween(0.999999, 1.000001);
    double cost = 0;
    PathBatch batch = maps.allocate(1);
    for (int i = 0; i < 50; i++) {
      maps.fill(i, batch, 0);
      GridDijkstra.Solution solution =
          GridDijkstra.solve(batch.problem(0, GridMoves.OCTILE)).orElseThrow();
      cost += solution.cost() / 50;
    }
    assertThat(statistics.pathCost()).isBetween(cost - 1e-6, cost + 1e-6);
  }

  @ParameterizedTest
  @MethodSource("moves")
  void whatIsWrittenIsReadWithItsMoves(GridMoves moves, @TempDir Path temp) throws IOException {
    TerrainSettings settings = new TerrainSettings(8, 9, Ends.RANDOM, 0.2, true, moves, 6);
    Splits<PathSet> original = TerrainMaps.splits(20, 2, 2, settings);
    List<String> messages = new ArrayList<>();
    WarcraftWriter.write(original, temp.resolve("maps"), messages::add);
    PathSet read = WarcraftMaps.open(temp.resolve("maps"), moves, messages::add).train();
    assertThat(read.shape()).isEqualTo(original.train().shape());
    PathBatch one = read.allocate(1);
    PathBatch other = read.allocate(1);
    for (int i = 0; i < 20; i++) {
      read.fill(i, one, 0);
      original.train().fill(i, other, 0);
      assertThat(one.images()).isEqualTo(other.images());
      assertThat(one.costs()).isEqualTo(other.costs());
      assertThat(one.paths()).isEqualTo(other.paths());
      assertThat(one.diagonals()).isEqualTo(other.diagonals());
      assertThat(one.starts()).isEqualTo(other.starts());
      assertThat(one.goals()).isEqualTo(other.goals());
      assertThat(one.blocked()).isEqualTo(other.blocked());
    }
  }

  @Test
  void provenanceSaysWhatIsAsked() {
    TerrainSettings settings =
        new TerrainSettings(4, 5, Ends.RANDOM, 0.2, true, GridMoves.OCTILE, 7);
    assertThat(TerrainMaps.splits(1, 1, 1, settings).provenance().source())
        .isEqualTo(
            "drawn as 4 x 5 cells, random ends, 0.2 blocked, unique paths, 8 neighbours, cost of"
                + " entering a cell, no cut corners, seed 7");
    assertThat(TerrainMaps.splits(1, 1, 1, 4, 5, 7).provenance().source())
        .isEqualTo("drawn as 4 x 5 cells, seed 7");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 0.51, Double.NaN})
  void sharesOfObstaclesAreChecked(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TerrainSettings(4, 4, Ends.CORNERS, share, false, GridMoves.PLAIN, 0))
        .withMessage("obstacles " + share + ", a share of the cells from 0 to 0.5 is allowed");
  }
}
