package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.newtonlosses.graphs.testing.ExpansionNumbers;
import org.newtonlosses.graphs.testing.GraphFunction;
import org.newtonlosses.graphs.testing.Graphs;
import org.newtonlosses.graphs.testing.LossFunction;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The relaxed algorithm with ends, blocked cells and other moves. */
class RelaxedPathProblemTest {

  private static final TConorm PROBABILISTIC = new TConorm.Probabilistic();

  /** Cells from which nothing can be seen or gone to: the centre, walled in. */
  private static final String WALLED = "..... .###. .#.#. .###. .....";

  static List<Moves> moves() {
    List<Moves> all = new ArrayList<>();
    for (Moves.StepCost stepCost : Moves.StepCost.values()) {
      for (boolean cutsCorners : new boolean[] {true, false}) {
        all.add(new Moves(4, stepCost, cutsCorners));
        all.add(new Moves(8, stepCost, cutsCorners));
      }
    }
    return all;
  }

  private static List<RelaxedLoop> loops(int steps) {
    return List.of(new RelaxedLoop.For(), new RelaxedLoop.While(steps));
  }

  @ParameterizedTest
  @MethodSource("moves")
  void isTheExactPathAtALargeBeta(Moves moves) {
    Grid grid = new Grid(5, 6);
    RandomProblem problem = RandomProblem.of(1, grid, moves, 300, 0.3);
    Numbers costs = Numbers.random(2, 0.1, 3, 300, grid.cells());
    double[] expected = paths(problem, costs);
    assertThat(Arrays.stream(expected).sum()).isGreaterThan(400);
    for (RelaxedLoop loop : loops(grid.cells())) {
      RelaxedBellmanFord algorithm = new RelaxedBellmanFord(1e8, grid.cells(), loop, PROBABILISTIC);
      assertThatGraph(TFloat64.class, path(algorithm, problem))
          .at(costs)
          .hasValue(expected, within(1e-9));
    }
  }

  private static double[] paths(RandomProblem problem, Numbers costs) {
    double[][] paths = new double[costs.examples()][];
    Arrays.setAll(paths, b -> problem.path(b, costs.example(b)));
    return Numbers.of(paths).flat();
  }

  /** Each part of the graph in one of them. */
  static List<Moves> someMoves() {
    return List.of(
        new Moves(4, Moves.StepCost.CELL, true),
        new Moves(8, Moves.StepCost.CELL, false),
        new Moves(8, Moves.StepCost.ENTERING, false));
  }

  @ParameterizedTest
  @MethodSource("someMoves")
  void derivativesAreCentralDifferences(Moves moves) {
    // To be reached, out of reach, of one cell.
    RandomProblem problem =
        problems(".#. ...", moves, new int[] {0, 2, 1, 4}, new int[] {2, 3, 5, 4});
    Numbers costs = Numbers.random(3, 0.3, 1.5, 4, 6);
    RelaxedLoop loop = moves.cutsCorners() ? new RelaxedLoop.For() : new RelaxedLoop.While(5);
    RelaxedBellmanFord algorithm = new RelaxedBellmanFord(1.5, 5, loop, PROBABILISTIC);
    assertThatLoss(TFloat64.class, loss(algorithm, problem, new PathLoss.L2()))
        .at(costs)
        .hasRightDerivatives(within(1e-8))
        .hasIndependentExamples();
  }

  static List<TConorm> conorms() {
    return List.of(
        PROBABILISTIC, new TConorm.Hamacher(5), new TConorm.Einstein(), new TConorm.Yager1());
  }

  @ParameterizedTest
  @MethodSource("conorms")
  void derivativesWithEveryConormAreCentralDifferences(TConorm conorm) {
    RandomProblem problem =
        problem("... #.. ...", new Moves(8, Moves.StepCost.ENTERING, false), 6, 1);
    Numbers costs = Numbers.random(5, 0.3, 1.5, 1, 9);
    for (RelaxedLoop loop : loops(5)) {
      RelaxedBellmanFord algorithm = new RelaxedBellmanFord(2, 5, loop, conorm);
      assertThatGraph(TFloat64.class, path(algorithm, problem))
          .at(costs)
          .upToOrder(1)
          .hasRightDerivatives(within(1e-8))
          .value()
          .isBetween(0, 1 + 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("someMoves")
  void whatIsOutOfReachIsNotVisitedAndHasNoDerivative(Moves moves) {
    RandomProblem problem =
        problems("..#. .##. ##..", moves, new int[] {0, 5, 2, 0}, new int[] {11, 3, 10, 6});
    RelaxedLoop loop = moves.cutsCorners() ? new RelaxedLoop.For() : new RelaxedLoop.While(6);
    isZero(new RelaxedBellmanFord(3, 6, loop, PROBABILISTIC), problem);
  }

  @Test
  void whatNeedsMoreStepsThanThereAreIterationsIsNotVisited() {
    RandomProblem snake = problem(".#... .#.#. ...#.", Moves.PLAIN, 0, 14);
    isZero(new RelaxedBellmanFord(3, 5, new RelaxedLoop.While(9), PROBABILISTIC), snake);
    Numbers costs = Numbers.random(5, 0.3, 1.5, 1, 15);
    RelaxedBellmanFord longer =
        new RelaxedBellmanFord(3, 8, new RelaxedLoop.While(9), PROBABILISTIC);
    assertThat(Graphs.run(path(longer, snake), costs).get(0, 0)).isGreaterThan(0.5);
  }

  private static void isZero(RelaxedBellmanFord algorithm, RandomProblem problem) {
    Numbers costs = Numbers.random(5, 0.3, 1.5, problem.starts.length, problem.grid.cells());
    double[] zeros = new double[costs.size()];
    assertThatGraph(TFloat64.class, path(algorithm, problem))
        .at(costs)
        .hasValue(zeros, within(0.0));
    ExpansionNumbers expansion =
        Graphs.expand(
            TFloat32.class,
            RelaxedPathProblemTest.<TFloat32>loss(algorithm, problem, new PathLoss.L2()),
            costs);
    assertThat(expansion.gradient()).containsExactly(zeros);
    assertThat(expansion.hessian())
        .containsExactly(new double[zeros.length * problem.grid.cells()]);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aPathOfOneCellIsThatCell(int neighbours) {
    Moves moves = new Moves(neighbours, Moves.StepCost.CELL, true);
    double[] cell = new double[25];
    cell[12] = 1;
    for (String map : List.of(WALLED, "..... ..... ..... ..... .....")) {
      GraphFunction<TFloat64> path =
          path(
              new RelaxedBellmanFord(1, 9, new RelaxedLoop.For(), PROBABILISTIC),
              problem(map, moves, 12, 12));
      assertThatGraph(TFloat64.class, path)
          .at(Numbers.random(5, 0.3, 1.5, 1, 25))
          .hasValue(cell, within(0.0));
    }
  }

  @Test
  void over4NeighboursPayingCellsAndPayingStepsIsTheSame() {
    RandomProblem cell =
        RandomProblem.of(6, new Grid(4, 4), new Moves(4, Moves.StepCost.CELL, true), 20, 0.2);
    RandomProblem entering =
        RandomProblem.of(6, new Grid(4, 4), new Moves(4, Moves.StepCost.ENTERING, true), 20, 0.2);
    RelaxedBellmanFord algorithm =
        new RelaxedBellmanFord(2, 10, new RelaxedLoop.For(), PROBABILISTIC);
    assertThatGraph(TFloat64.class, path(algorithm, cell))
        .at(Numbers.random(5, 0.3, 1.5, 20, 16))
        .hasValueOf(path(algorithm, entering), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("someMoves")
  void isFiniteAndBetweenZeroAndOneAtHarshCosts(Moves moves) {
    Grid grid = new Grid(3, 5);
    Random random = new Random(4);
    double[] sizes = {0, 1e-6, 1e-3, 1, 50, 1e4, 1e8, 1e10};
    double[][] costs = new double[60][grid.cells()];
    for (double[] example : costs) {
      Arrays.setAll(example, i -> sizes[random.nextInt(sizes.length)]);
    }
    RandomProblem problem = RandomProblem.of(7, grid, moves, 60, 0.3);
    for (double beta : new double[] {1, 1e12}) {
      for (RelaxedLoop loop : loops(7)) {
        RelaxedBellmanFord algorithm = new RelaxedBellmanFord(beta, 7, loop, PROBABILISTIC);
        assertThatGraph(TFloat32.class, RelaxedPathProblemTest.<TFloat32>path(algorithm, problem))
            .at(costs)
            .value()
            .isBetween(0, 1 + 9e-6);
        assertThatLoss(
                TFloat32.class,
                RelaxedPathProblemTest.<TFloat32>loss(algorithm, problem, new PathLoss.L2()))
            .at(costs)
            .upToOrder(beta == 1 ? 2 : 1)
            .isFinite();
      }
    }
  }

  @Test
  void ofFloat32IsCloseToFloat64() {
    Moves moves = new Moves(8, Moves.StepCost.ENTERING, false);
    RandomProblem problem = RandomProblem.of(8, new Grid(6, 5), moves, 20, 0.25);
    for (RelaxedLoop loop : loops(14)) {
      RelaxedBellmanFord algorithm = new RelaxedBellmanFord(6, 14, loop, PROBABILISTIC);
      assertThatLoss(
              TNumber.class,
              RelaxedPathProblemTest.<TNumber>loss(algorithm, problem, new PathLoss.L2()))
          .at(Numbers.random(8, 0.2, 2, 20, 30))
          .upToOrder(1)
          .isCloseInFloat32(2e-4);
    }
  }

  @Test
  void hasNewtonLosses() {
    RandomProblem problem = RandomProblem.of(9, new Grid(3, 4), someMoves().get(2), 6, 0.2);
    for (NewtonLoss newton :
        List.of(new NewtonLoss(new Hessian(0.1)), new NewtonLoss(new Fisher(0.1)))) {
      assertThatLoss(
              TFloat64.class,
              loss(
                  new RelaxedBellmanFord(2, 5, new RelaxedLoop.While(5), PROBABILISTIC),
                  problem,
                  new PathLoss.L2()))
          .at(Numbers.random(8, 0.2, 2, 6, 12))
          .hasAgreeingForms(newton);
    }
  }

  @Test
  void endsOutsideTheGridFailTheRun() {
    RelaxedBellmanFord algorithm =
        new RelaxedBellmanFord(1, 5, new RelaxedLoop.For(), PROBABILISTIC);
    for (int[] cell : new int[][] {{3, 0}, {-1, 0}, {0, 2}, {0, -1}}) {
      GraphFunction<TFloat64> path =
          (tf, costs) ->
              algorithm.call(
                  tf,
                  new Grid(3, 2).grids(tf, costs),
                  PathProblem.between(
                      tf.constant(new int[][] {{0, 0}}), tf.constant(new int[][] {cell})));
      assertThatThrownBy(() -> Graphs.run(path, new double[] {1, 1, 1, 1, 1, 1}))
          .hasMessageContaining("goal must be rows and columns from 0 and less than");
    }
  }

  @Test
  void otherShapesAndTooFewIterationsAreErrors() {
    RelaxedBellmanFord algorithm =
        new RelaxedBellmanFord(1, 3, new RelaxedLoop.For(), PROBABILISTIC);
    double[] costs = new double[6];
    assertThatThrownBy(() -> Graphs.run(of(algorithm, new int[1][3], new boolean[1][3][2]), costs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("start must have the shape [B, 2], found [1, 3]");
    assertThatThrownBy(() -> Graphs.run(of(algorithm, new int[1][2], new boolean[1][2][3]), costs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("blocked must have the shape [B, 3, 2], found [1, 2, 3]");
    RandomProblem straight = problem(".. .. ..", new Moves(4, Moves.StepCost.CELL, true), 0, 5);
    assertThatThrownBy(() -> Graphs.run(path(algorithm, straight), costs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("iterations must be at least 4, found 3");
  }

  private static GraphFunction<TFloat64> of(
      RelaxedBellmanFord algorithm, int[][] ends, boolean[][][] blocked) {
    return (tf, costs) -> {
      Operand<TInt32> cell = tf.constant(ends);
      Operand<TBool> cells = tf.constant(blocked);
      return algorithm.call(
          tf,
          new Grid(3, 2).grids(tf, costs),
          new PathProblem(
              Moves.PLAIN, Optional.of(new PathProblem.Ends(cell, cell)), Optional.of(cells)));
    };
  }

  private static RandomProblem problem(String map, Moves moves, int start, int goal) {
    return problems(map, moves, new int[] {start}, new int[] {goal});
  }

  /** Examples of one map, whose rows are given; # is blocked. */
  private static RandomProblem problems(String map, Moves moves, int[] starts, int[] goals) {
    String[] rows = map.split(" ", -1);
    Grid grid = new Grid(rows.length, rows[0].length());
    boolean[] blocked = new boolean[grid.cells()];
    for (int i = 0; i < blocked.length; i++) {
      blocked[i] = rows[i / grid.width()].charAt(i % grid.width()) == '#';
    }
    boolean[][] all = new boolean[starts.length][];
    Arrays.fill(all, blocked);
    return new RandomProblem(grid, moves, starts, goals, all);
  }

  private static <T extends TNumber> GraphFunction<T> path(
      RelaxedBellmanFord algorithm, RandomProblem problem) {
    return (tf, costs) ->
        problem.grid.flat(tf, algorithm.call(tf, problem.grid.grids(tf, costs), problem.of(tf)));
  }

  /** Its target is the two ends. */
  private static <T extends TNumber> LossFunction<T> loss(
      RelaxedBellmanFord algorithm, RandomProblem problem, PathLoss loss) {
    double[][] ends = new double[problem.starts.length][problem.grid.cells()];
    for (int b = 0; b < ends.length; b++) {
      ends[b][problem.starts[b]] = 1;
      ends[b][problem.goals[b]] = 1;
    }
    return (Ops tf, Operand<T> costs) -> {
      Route<T> target = Route.ofCells(Numbers.of(ends).constant(tf, costs.type()));
      return algorithm.loss(tf, problem.grid, problem.of(tf), loss, target, NoiseSource.<T>none());
    };
  }
}
