package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.testing.Numbers;
import org.newtonlosses.graphs.testing.TestGraph;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
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

  /** Sums of √2 and 1 in any order: equal but for their rounding. */
  @ParameterizedTest
  @MethodSource("movesAndTypes")
  void openGridsHaveOctileDistances(Moves moves, Class<? extends TNumber> type) {
    int side = 16;
    Problems problems = Problems.random(new Random(4), side, side, 50, 0);
    Arrays.fill(problems.costs, 1);
    try (ProblemSolver solver = ProblemSolver.of(type, moves)) {
      List<Numbers> found = solver.solve(problems);
      for (int i = 0; i < problems.starts.length; i++) {
        int rows = Math.abs(problems.starts[i] / side - problems.goals[i] / side);
        int columns = Math.abs(problems.starts[i] % side - problems.goals[i] % side);
        int diagonal = moves.neighbours() == 8 ? Math.min(rows, columns) : 0;
        double steps = rows + columns - 2 * diagonal;
        double expected =
            moves.stepCost() == Moves.StepCost.CELL
                ? steps + diagonal + 1
                : steps + Math.sqrt(2) * diagonal;
        assertThat(found.get(2).get(i)).isCloseTo(expected, within(1e-5));
      }
      problems.assertShortest(moves, found, 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("moves")
  void blockedEndsHaveNoPathAndAPathMayBeOneCell(Moves moves) {
    Problems problems = new Problems(3, 4, 4);
    Arrays.fill(problems.costs, 2);
    Arrays.fill(problems.starts, 5);
    Arrays.fill(problems.goals, 11);
    problems.goals[0] = 5;
    problems.blocked[problems.cells + 5] = true;
    problems.blocked[2 * problems.cells + 11] = true;
    problems.goals[3] = 5;
    problems.blocked[3 * problems.cells + 5] = true;
    try (ProblemSolver solver = ProblemSolver.of(TFloat64.class, moves)) {
      List<Numbers> found = solver.solve(problems);
      boolean perCell = moves.stepCost() == Moves.StepCost.CELL;
      double none = Double.POSITIVE_INFINITY;
      assertThat(found.get(2).flat()).containsExactly(perCell ? 2 : 0, none, none, none);
      double[] path = new double[4 * problems.cells];
      path[5] = 1;
      assertThat(found.get(0).flat()).containsExactly(path);
      path[5] = perCell ? 1 : 0;
      assertThat(found.get(1).flat()).containsExactly(path);
    }
  }

  @ParameterizedTest
  @MethodSource("moves")
  void costsOfBlockedCellsAreNotRead(Moves moves) {
    Problems problems = Problems.random(new Random(6), 6, 7, 100, 0.3);
    try (ProblemSolver solver = ProblemSolver.of(TFloat64.class, moves)) {
      List<Numbers> expected = solver.solve(problems);
      double[] others = {Double.NaN, -1, Double.POSITIVE_INFINITY};
      for (int i = 0; i < problems.costs.length; i++) {
        problems.costs[i] = problems.blocked[i] ? others[i % 3] : problems.costs[i];
      }
      assertThat(solver.solve(problems)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("moves")
  void noGridsHaveNoPaths(Moves moves) {
    try (ProblemSolver solver = ProblemSolver.of(TFloat32.class, moves)) {
      assertThat(solver.solve(new Problems(3, 4, 0)).get(1)).hasShape(0, 3, 4);
    }
  }

  /** One graph for all sizes finds what the graph of one size finds. */
  @ParameterizedTest
  @ValueSource(classes = {TFloat32.class, TFloat64.class})
  <T extends TNumber> void plainProblemsMayHaveAnySize(Class<T> type) {
    try (TestGraph free = plain(type, Shape.of(-1, -1, -1))) {
      for (int[] size : SIZES) {
        Problems problems = Problems.random(new Random(7), size[0], size[1], 50, 0);
        try (TestGraph fixed = plain(type, Shape.of(-1, size[0], size[1]))) {
          assertThat(free.run(problems.inputs()[0])).isEqualTo(fixed.run(problems.inputs()[0]));
        }
      }
    }
  }

  private static <T extends TNumber> TestGraph plain(Class<T> type, Shape grids) {
    return TestGraph.of(
        type,
        List.of(grids),
        (tf, in) -> {
          ShortestPath<T> solved = ShortestPath.of(tf, in.get(0));
          return List.of(solved.path(), solved.lengths(), solved.pathCost());
        });
  }

  @Test
  void cellsOutsideTheGridAreErrorsThatNameThem() {
    try (ProblemSolver solver = ProblemSolver.of(TFloat64.class, Moves.PLAIN)) {
      Problems problems = new Problems(3, 4, 2);
      problems.goals[1] = 12;
      assertThatThrownBy(() -> solver.solve(problems))
          .hasMessageContaining("goal must be rows and columns from 0 and less than")
          .hasMessageContaining("[3 4]")
          .hasMessageContaining("[3 0]");
      problems.goals[1] = 0;
      problems.starts[0] = -4;
      assertThatThrownBy(() -> solver.solve(problems))
          .hasMessageContaining("start must be rows and columns from 0 and less than")
          .hasMessageContaining("[-1 0]");
      problems.starts[0] = 0;
      problems.costs[5] = -2;
      assertThatThrownBy(() -> solver.solve(problems))
          .hasMessageContaining("costs must be between 0 and")
          .hasMessageContaining("-2");
    }
  }

  @Test
  void otherShapesAreErrors() {
    assertRefused(Shape.of(-1, 3), Shape.of(-1, 3, 4), "start must have the shape [B, 2]");
    assertRefused(Shape.of(2), Shape.of(-1, 3, 4), "start must have the shape [B, 2]");
    assertRefused(Shape.of(7, 2), Shape.of(-1, 3, 4), "found [7, 2]");
    assertRefused(Shape.of(-1, 2), Shape.of(-1, 4, 3), "blocked must have the shape [B, h, w]");
    assertRefused(Shape.of(-1, 2), Shape.of(3, 4), "blocked must have the shape [B, h, w]");
  }

  private static void assertRefused(Shape ends, Shape walls, String message) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> costs =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(5, 3, 4)));
      Operand<TInt32> cells = tf.placeholder(TInt32.class, Placeholder.shape(ends));
      PathProblem problem =
          new PathProblem(
              Moves.PLAIN,
              Optional.of(new PathProblem.Ends(cells, cells)),
              Optional.of(tf.placeholder(TBool.class, Placeholder.shape(walls))));
      assertThatThrownBy(() -> ShortestPath.of(tf, costs, problem))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }

  /** Ends of one example are not taken for those of all. */
  @Test
  void thereAreEndsForEachGrid() {
    try (TestGraph graph =
        TestGraph.of(
            TFloat32.class,
            List.of(Shape.of(-1, 2, 2), Shape.of(-1, 2)),
            (tf, in) -> {
              Operand<TInt32> cells = tf.dtypes.cast(in.get(1), TInt32.class);
              return List.of(
                  ShortestPath.of(tf, in.get(0), PathProblem.between(cells, cells)).path());
            })) {
      assertThat(graph.run(new double[8], new double[4]).get(0))
          .containsExactly(1, 0, 0, 0, 1, 0, 0, 0);
      assertThatThrownBy(() -> graph.run(new double[8], new double[2]))
          .hasMessageContaining(" must have the shape")
          .hasMessageContaining("[2 2]")
          .hasMessageContaining("[1 2]");
    }
  }
}
