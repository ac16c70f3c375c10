package org.newtonlosses.data.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.data.CounterRandom;

class GridDijkstraTest {

  @Test
  void publishedLabelsAreReproduced() {
    for (PublishedMap map : PublishedMap.ALL) {
      GridDijkstra.Solution solution = GridDijkstra.solve(map.costs(), map.height(), map.width());
      assertThat(solution.cells()).isEqualTo(map.path());
    }
    PublishedMap first = PublishedMap.ALL.get(0);
    assertThat(GridDijkstra.solve(first.costs(), 12, 12).cost()).isEqualTo(26.998046875);
  }

  @Test
  void aSingleCellIsItsOwnPath() {
    GridDijkstra.Solution solution = GridDijkstra.solve(new double[] {3}, 1, 1);

    assertThat(solution.cells()).containsExactly(1);
    assertThat(solution.cost()).isEqualTo(3);
    assertThat(GridDijkstra.hasSeveralOptima(new double[] {3}, 1, 1)).isFalse();
  }

  @Test
  void aLineIsWalkedStraight() {
    double[] costs = {1, 100, 1, 1};

    assertThat(GridDijkstra.solve(costs, 1, 4).cells()).containsOnly(1);
    assertThat(GridDijkstra.solve(costs, 4, 1).cost()).isEqualTo(103);
  }

  @Test
  void aSerpentineIsFollowedToItsEnd() {
    int side = 21;
    double[] costs = new double[side * side];
    int open = 0;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int gap = row % 4 == 1 ? side - 1 : 0;
        boolean wall = row % 2 == 1 && column != gap;
        costs[row * side + column] = wall ? 1e6 : 1;
        open += wall ? 0 : 1;
      }
    }

    GridDijkstra.Solution solution = GridDijkstra.solve(costs, side, side);

    // The corner before each of the ten gaps and the one after it are cut.
    assertThat(solution.cost()).isEqualTo(open - 20);
    assertThat(isPath(solution.cells(), side, side)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void costIsTheLeastAndThePathIsValid(long seed) {
    CounterRandom random = CounterRandom.of(seed, 0);
    for (int grid = 0; grid < 500; grid++) {
      int height = 1 + random.below(2L * grid, 9);
      int width = 1 + random.below(2L * grid + 1, 9);
      double[] costs = new double[height * width];
      for (int cell = 0; cell < costs.length; cell++) {
        // Odd seeds draw from four costs only, so that there are many ties.
        long draw = 1_000_000L + 100L * grid + cell;
        costs[cell] = seed % 2 == 0 ? random.uniform(draw, 0.01, 10) : 1 + random.below(draw, 4);
      }

      GridDijkstra.Solution solution = GridDijkstra.solve(costs, height, width);

      double pathCost = 0;
      for (int cell = 0; cell < costs.length; cell++) {
        pathCost += solution.cells()[cell] * costs[cell];
      }
      assertThat(isPath(solution.cells(), height, width)).isTrue();
      assertThat(solution.cost())
          .isEqualTo(new BellmanFord(GridProblem.corners(costs, height, width)).cost());
      assertThat(pathCost).isCloseTo(solution.cost(), within(1e-9));
    }
  }

  @Test
  void amongEqualPredecessorsTheFirstRowThenTheFirstColumnWins() {
    double[] costs = {
      1, 1, 1,
      1, 5, 1,
      1, 1, 1,
    };
    assertThat(GridDijkstra.solve(costs, 3, 3).cells()).containsExactly(1, 1, 0, 0, 0, 1, 0, 0, 1);
    costs[4] = 2;
    // (1, 1), (1, 2) and (2, 1) are all reached at cost 3.
    assertThat(GridDijkstra.solve(costs, 3, 3).cells()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  @Test
  void severalOptimaAreSeen() {
    double[] costs = new double[9];
    Arrays.fill(costs, 1);
    assertThat(GridDijkstra.hasSeveralOptima(costs, 3, 3)).isFalse();
    costs[4] = 2;
    assertThat(GridDijkstra.hasSeveralOptima(costs, 3, 3)).isTrue();
    costs[4] = 10;
    assertThat(GridDijkstra.hasSeveralOptima(costs, 3, 3)).isTrue();
    costs[1] = 1.5;
    assertThat(GridDijkstra.hasSeveralOptima(costs, 3, 3)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("moves")
  void thousandsOfOwnGridsAreSolvedByTheRuleForTies(GridMoves moves) {
    CounterRandom random = CounterRandom.of(7, 0);
    int unreachable = 0;
    int several = 0;
    for (int grid = 0; grid < 2000; grid++) {
      GridProblem problem = problem(CounterRandom.of(random.key(), grid), moves);
      BellmanFord truth = new BellmanFord(problem);

      Optional<GridDijkstra.Solution> solution = GridDijkstra.solve(problem);

      if (truth.cost() == Double.POSITIVE_INFINITY) {
        unreachable++;
        assertThat(solution).isEmpty();
        assertThat(GridDijkstra.hasSeveralOptima(problem)).isFalse();
        continue;
      }
      GridDijkstra.Solution found = solution.orElseThrow();
      assertThat(found.cost()).isCloseTo(truth.cost(), within(1e-9));
      assertThat(found.cells()).isEqualTo(truth.path());
      assertThat(found.path().cost(problem)).isCloseTo(truth.cost(), within(1e-9));
      assertThat(GridPath.of(found.cells(), problem).orElseThrow().order())
          .containsExactly(found.path().order());
      assertThat(GridDijkstra.hasSeveralOptima(problem)).isEqualTo(truth.paths() > 1);
      several += truth.paths() > 1 ? 1 : 0;
    }
    assertThat(unreachable).isBetween(100, 1000);
    assertThat(several).isBetween(25, 1000);
  }

  private static List<GridMoves> moves() {
    List<GridMoves> all = new ArrayList<>();
    for (int neighbours : new int[] {4, 8}) {
      for (GridMoves.StepCost cost : GridMoves.StepCost.values()) {
        all.add(new GridMoves(neighbours, cost, true));
        all.add(new GridMoves(neighbours, cost, false));
      }
    }
    return all;
  }

  /** Up to 7 x 7 cells, of few different costs on every second grid, a quarter of them blocked. */
  private static GridProblem problem(CounterRandom random, GridMoves moves) {
    int height = 1 + random.below(0, 7);
    int width = 1 + random.below(1, 7);
    double[] costs = new double[height * width];
    byte[] blocked = new byte[random.below(2, 8) == 0 ? 0 : costs.length];
    for (int cell = 0; cell < costs.length; cell++) {
      costs[cell] =
          random.below(3, 2) == 0
              ? 1 + random.below(10 + cell, 2)
              : random.uniform(10 + cell, 0.01, 10);
      if (blocked.length > 0 && random.below(100 + cell, 4) == 0) {
        blocked[cell] = 1;
        costs[cell] = Double.NaN;
      }
    }
    int start = random.below(4, costs.length);
    int goal = random.below(5, costs.length);
    return new GridProblem(height, width, costs, blocked, start, goal, moves);
  }

  @Test
  void octileDistancesOnAnEmptyGrid() {
    double[] costs = new double[20 * 30];
    Arrays.fill(costs, 1);
    for (int goal = 0; goal < costs.length; goal += 7) {
      GridProblem problem =
          new GridProblem(20, 30, costs, new byte[0], 5 * 30 + 11, goal, GridMoves.OCTILE);
      int down = Math.abs(goal / 30 - 5);
      int right = Math.abs(goal % 30 - 11);

      GridDijkstra.Solution solution = GridDijkstra.solve(problem).orElseThrow();

      int diagonal = Math.min(down, right);
      assertThat(solution.cost())
          .isCloseTo(Math.max(down, right) - diagonal + diagonal * Math.sqrt(2), within(1e-9));
      int entered = 0;
      for (byte cell : solution.path().diagonals()) {
        entered += cell;
      }
      assertThat(entered).isEqualTo(diagonal);
    }
  }

  @Test
  void aDiagonalStepMayBeDearerThanTheCornerAroundIt() {
    double[] costs = {1, 0.1, 1, 5};
    GridMoves moves = new GridMoves(8, GridMoves.StepCost.ENTERING, true);
    GridProblem problem = new GridProblem(2, 2, costs, new byte[0], 0, 3, moves);

    GridDijkstra.Solution solution = GridDijkstra.solve(problem).orElseThrow();

    assertThat(solution.path().order()).containsExactly(0, 1, 3);
    assertThat(solution.path().diagonals()).containsOnly(0);
    assertThat(solution.cost()).isCloseTo(5.1, within(1e-12));
    assertThat(GridPath.of(new byte[] {1, 0, 0, 1}, problem).orElseThrow().diagonals())
        .containsExactly(0, 0, 0, 1);
  }

  @Test
  void blockedSerpentinesAreFollowedAndClosedOnesHaveNoPath() {
    int side = 17;
    double[] costs = new double[side * side];
    Arrays.fill(costs, 1);
    byte[] blocked = new byte[costs.length];
    for (int row = 1; row < side; row += 2) {
      for (int column = 0; column < side; column++) {
        blocked[row * side + column] = (byte) (column == (row % 4 == 1 ? side - 1 : 0) ? 0 : 1);
      }
    }
    GridProblem corners =
        new GridProblem(side, side, costs, blocked, 0, costs.length - 1, GridMoves.PLAIN);
    GridProblem octile =
        new GridProblem(side, side, costs, blocked, 0, costs.length - 1, GridMoves.OCTILE);
    // 9 rows and 8 gaps, of which the corners before and after each are cut, if they may be.
    assertThat(GridDijkstra.solve(corners).orElseThrow().cost()).isEqualTo(9 * 17 + 8 - 16);
    assertThat(GridDijkstra.solve(octile).orElseThrow().cost()).isEqualTo(9 * 17 + 8 - 1);

    blocked[7 * side] = 1;
    blocked[7 * side + side - 1] = 1;

    assertThat(GridDijkstra.solve(corners)).isEmpty();
    assertThat(GridDijkstra.solve(octile)).isEmpty();
  }

  @Test
  void onlyPathsOverAllowedMovesAreValid() {
    double[] costs = new double[6];
    Arrays.fill(costs, 1);
    byte[] blocked = {0, 0, 0, 1, 0, 0};
    byte[] around = {1, 1, 0, 0, 1, 0};
    byte[] across = {1, 0, 0, 0, 1, 0};
    for (GridMoves.StepCost cost : GridMoves.StepCost.values()) {
      GridMoves cut = new GridMoves(8, cost, true);
      GridMoves keep = new GridMoves(8, cost, false);
      GridMoves four = new GridMoves(4, cost, true);
      assertThat(isPath(across, costs, blocked, cut)).isTrue();
      assertThat(isPath(across, costs, blocked, keep)).isFalse();
      assertThat(isPath(across, costs, blocked, four)).isFalse();
      assertThat(isPath(around, costs, blocked, keep)).isTrue();
      assertThat(isPath(around, costs, blocked, four)).isTrue();
      // A corner that may pay where lengths count.
      assertThat(isPath(around, costs, blocked, cut)).isEqualTo(cut.countsLengths());
      assertThat(isPath(new byte[] {1, 1, 1, 0, 1, 1}, costs, blocked, cut)).isFalse();
      assertThat(isPath(new byte[] {1, 1, 0, 0, 0, 0}, costs, blocked, cut)).isFalse();
      assertThat(isPath(new byte[] {1, 0, 0, 1, 1, 0}, costs, blocked, four)).isFalse();
    }
  }

  private static boolean isPath(byte[] cells, double[] costs, byte[] blocked, GridMoves moves) {
    return GridPath.of(cells, new GridProblem(2, 3, costs, blocked, 0, 4, moves)).isPresent();
  }

  @Test
  void startAndGoalMayBeTheSameCell() {
    double[] costs = {1, 2, 3, 4};
    for (GridMoves moves : moves()) {
      GridProblem problem = new GridProblem(2, 2, costs, new byte[0], 2, 2, moves);
      GridDijkstra.Solution solution = GridDijkstra.solve(problem).orElseThrow();
      assertThat(solution.cells()).containsExactly(0, 0, 1, 0);
      assertThat(solution.path().diagonals()).containsOnly(0);
      assertThat(solution.cost()).isEqualTo(moves.stepCost() == GridMoves.StepCost.CELL ? 3 : 0);
      assertThat(GridDijkstra.hasSeveralOptima(problem)).isFalse();
    }
  }

  @Test
  void badProblemsAreNamed() {
    double[] costs = {1, 1, 1, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridProblem(2, 2, costs, new byte[3], 0, 1, GridMoves.PLAIN))
        .withMessage("3 cells that are blocked or not for a grid of 2 x 2 cells");
    for (int outside : new int[] {-1, 4}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new GridProblem(2, 2, costs, new byte[0], 0, outside, GridMoves.PLAIN))
          .withMessage("start 0 and goal " + outside + ", cells of the grid are 0 to 3");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new GridProblem(2, 2, costs, new byte[0], outside, 1, GridMoves.PLAIN))
          .withMessageStartingWith("start " + outside);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridMoves(6, GridMoves.StepCost.CELL, true))
        .withMessage("neighbours must be 4 or 8, found 6");
  }

  @Test
  void badCostsAreNamed() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GridDijkstra.solve(new double[] {1, 1, 1, bad}, 2, 2))
          .withMessage("cost " + bad + " of cell (1, 1), only positive finite costs are allowed");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridDijkstra.solve(new double[5], 2, 2))
        .withMessage("5 costs for a grid of 2 x 2 cells");
  }

  @Test
  void onlyPathsWithoutShortcutsAreValid() {
    assertThat(isPath(new byte[] {1, 0, 0, 1}, 2, 2)).isTrue();
    assertThat(isPath(new byte[] {1, 1, 0, 1}, 2, 2)).isFalse();
    assertThat(isPath(new byte[] {0, 1, 0, 1}, 2, 2)).isFalse();
    assertThat(isPath(new byte[] {1, 0, 1}, 1, 3)).isFalse();
    assertThat(isPath(new byte[] {1, 0, 0, 0, 1, 0, 1, 0, 1}, 3, 3)).isFalse();
    assertThat(isPath(new byte[] {1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1}, 2, 6)).isFalse();
    byte[] diagonal = new byte[36];
    for (int cell = 0; cell < 36; cell += 7) {
      diagonal[cell] = 1;
    }
    assertThat(isPath(diagonal, 6, 6)).isTrue();
    // A loop apart from the path.
    for (int cell : new int[] {4, 5, 10, 11}) {
      diagonal[cell] = 1;
    }
    assertThat(isPath(diagonal, 6, 6)).isFalse();
  }

  private static boolean isPath(byte[] cells, int height, int width) {
    double[] costs = new double[cells.length];
    Arrays.fill(costs, 1);
    return GridPath.of(cells, GridProblem.corners(costs, height, width)).isPresent();
  }
}
