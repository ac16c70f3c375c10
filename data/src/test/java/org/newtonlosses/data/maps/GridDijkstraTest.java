package org.newtonlosses.data.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertThat(GridPath.isValid(solution.cells(), side, side)).isTrue();
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
      assertThat(GridPath.isValid(solution.cells(), height, width)).isTrue();
      assertThat(solution.cost()).isEqualTo(leastCost(costs, width));
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
    assertThat(GridPath.isValid(new byte[] {1, 0, 0, 1}, 2, 2)).isTrue();
    assertThat(GridPath.isValid(new byte[] {1, 1, 0, 1}, 2, 2)).isFalse();
    assertThat(GridPath.isValid(new byte[] {0, 1, 0, 1}, 2, 2)).isFalse();
    assertThat(GridPath.isValid(new byte[] {1, 0, 1}, 1, 3)).isFalse();
    assertThat(GridPath.isValid(new byte[] {1, 0, 0, 0, 1, 0, 1, 0, 1}, 3, 3)).isFalse();
    assertThat(GridPath.isValid(new byte[] {1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1}, 2, 6)).isFalse();
    byte[] diagonal = new byte[36];
    for (int cell = 0; cell < 36; cell += 7) {
      diagonal[cell] = 1;
    }
    assertThat(GridPath.isValid(diagonal, 6, 6)).isTrue();
    // A loop apart from the path.
    for (int cell : new int[] {4, 5, 10, 11}) {
      diagonal[cell] = 1;
    }
    assertThat(GridPath.isValid(diagonal, 6, 6)).isFalse();
  }

  /** Bellman and Ford's algorithm, to convergence. */
  private static double leastCost(double[] costs, int width) {
    double[] least = new double[costs.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    least[0] = costs[0];
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int to = 0; to < costs.length; to++) {
        for (int from = 0; from < costs.length; from++) {
          boolean neighbours =
              Math.abs(to / width - from / width) <= 1 && Math.abs(to % width - from % width) <= 1;
          if (neighbours && least[from] + costs[to] < least[to]) {
            least[to] = least[from] + costs[to];
            changed = true;
          }
        }
      }
    }
    return least[costs.length - 1];
  }
}
