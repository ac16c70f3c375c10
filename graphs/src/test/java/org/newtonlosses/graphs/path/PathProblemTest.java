package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Exact paths of all problems against Dijkstra's algorithm: moves, ends, blocked cells, sizes. */
class PathProblemTest {

  private static final int[][] SIZES = {
    {1, 1}, {1, 2}, {5, 1}, {2, 2}, {3, 4}, {7, 5}, {12, 12}, {20, 20}, {6, 20}
  };

  static Stream<Moves> moves() {
    return Stream.of(Moves.StepCost.values())
        .flatMap(
            cost ->
                Stream.of(
                    new Moves(4, cost, true),
                    new Moves(4, cost, false),
                    new Moves(8, cost, true),
                    new Moves(8, cost, false)));
  }

  static Stream<Arguments> movesAndTypes() {
    return moves()
        .flatMap(m -> Stream.of(Arguments.of(m, TFloat32.class), Arguments.of(m, TFloat64.class)));
  }

  @ParameterizedTest
  @MethodSource("moves")
  void equalsDijkstraOnRandomGrids(Moves moves) {
    Random random = new Random(1);
    int reached = 0;
    int all = 0;
    try (ProblemSolver solver = ProblemSolver.of(TFloat64.class, moves)) {
      for (int[] size : SIZES) {
        for (double density : new double[] {0, 0.2, 0.5}) {
          Problems problems = Problems.random(random, size[0], size[1], 100, density);
          reached += problems.assertEqualsDijkstra(moves, solver.solve(problems));
          all += 100;
        }
      }
    }
    assertThat(reached).isBetween(all / 3, all * 9 / 10);
  }

  @ParameterizedTest
  @MethodSource("movesAndTypes")
  void tiesAndCostsOfNothingGiveValidPaths(Moves moves, Class<? extends TNumber> type) {
    Random random = new Random(2);
    double[][] sizes = {{1}, {0}, {1, 2, 3}, {0, 1}, {0, 1e-38, 1e-30, 1e-9, 1e-3, 1, 1e3}, {1e30}};
    try (ProblemSolver solver = ProblemSolver.of(type, moves, Shape.of(-1, 9, 11))) {
      for (double[] costs : sizes) {
        Problems problems = Problems.random(random, 9, 11, 60, 0.2);
        Arrays.setAll(problems.costs, i -> costs[random.nextInt(costs.length)]);
        double tolerance = type == TFloat64.class ? 1e-12 : 1e-5;
        problems.assertShortest(moves, solver.solve(problems), tolerance);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("movesAndTypes")
  void followsSerpentines(Moves moves, Class<? extends TNumber> type) {
    try (ProblemSolver solver = ProblemSolver.of(type, moves)) {
      for (int side : new int[] {5, 12, 31}) {
        // Walls with gaps at alternating ends: the path has about half of all cells.
        Problems problems = new Problems(side, side, 2);
        Arrays.fill(problems.costs, 1);
        for (int i = 0; i < problems.cells; i++) {
          int row = i / side;
          int column = i - row * side;
          int gap = row % 4 == 1 ? side - 1 : 0;
          problems.blocked[i] = row % 2 == 1 && column != gap;
          // Of the second grid, the last gap is closed.
          problems.blocked[problems.cells + i] = problems.blocked[i] || row == side / 2 * 2 - 1;
        }
        Arrays.fill(problems.goals, (side - 1) / 2 * 2 * side);
        List<Numbers> found = solver.solve(problems);
        problems.assertShortest(moves, found, 1e-5);
        assertThat(Arrays.stream(found.get(0).flat()).sum()).isGreaterThan(0.35 * problems.cells);
      }
    }
  }
}
