package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.testing.GoldenCase;
import org.newtonlosses.graphs.testing.Numbers;
import org.newtonlosses.graphs.testing.TestGraph;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Exact paths: reference values, Dijkstra's algorithm, mazes, ties and costs at the limits. */
class ShortestPathTest {

  static List<GoldenCase> golden() {
    return GoldenCase.read("/vectors/shortest_path.json");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void equalsTheReference(GoldenCase golden) {
    assertThat(golden)
        .isReproducedBy(
            (tf, in) -> Map.of("path", ShortestPath.of(tf, in.get("costs")).path()), within(0.0))
        .isReproducedBy(
            (tf, in) -> Map.of("path_cost", ShortestPath.of(tf, in.get("costs")).pathCost()),
            within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 50",
    "1, 2, 50",
    "7, 1, 200",
    "1, 9, 200",
    "2, 2, 500",
    "2, 7, 500",
    "3, 5, 1000",
    "12, 12, 2100",
    "20, 6, 500",
    "9, 31, 300"
  })
  void equalsDijkstraOnRandomGrids(int height, int width, int grids) {
    Random random = new Random(height * 100 + width);
    double[] costs = new double[grids * height * width];
    // From nearly equal costs to costs over many orders of magnitude.
    for (int i = 0; i < costs.length; i++) {
      double spread = 8.0 * i / costs.length;
      costs[i] = Math.exp(spread * random.nextGaussian());
    }
    assertEqualsDijkstra(new Grid(height, width), costs);
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "12, 12", "13, 8", "31, 31"})
  void followsMazes(int height, int width) {
    // Walls of 10^6 with gaps at alternating ends: the path has about h·w/2 cells.
    double[] rows = new double[height * width];
    double[] columns = new double[height * width];
    for (int i = 0; i < rows.length; i++) {
      int row = i / width;
      int column = i % width;
      rows[i] = row % 2 == 1 && column != (row % 4 == 1 ? width - 1 : 0) ? 1e6 : 1 + 1e-3 * row;
      columns[i] =
          column % 2 == 1 && row != (column % 4 == 1 ? height - 1 : 0) ? 1e6 : 1 + 1e-3 * column;
    }
    // Gaps only at the last row or column are open at the goal too, so that both are passable.
    double[] both = Arrays.copyOf(rows, 2 * rows.length);
    System.arraycopy(columns, 0, both, rows.length, rows.length);
    assertEqualsDijkstra(new Grid(height, width), both);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 0.1, 1e-40, 1e30})
  void tiesAreBrokenIntoValidPaths(double cost) {
    Grid grid = new Grid(9, 14);
    double[] costs = new double[3 * grid.cells()];
    Arrays.fill(costs, cost);
    // Whole costs have many ties.
    Random random = new Random(5);
    for (int i = grid.cells(); i < 2 * grid.cells(); i++) {
      costs[i] = cost * (1 + random.nextInt(3));
    }
    assertSolves(TFloat32.class, grid, costs, 1e-6);
    assertSolves(TFloat64.class, grid, costs, 1e-12);
  }

  @Test
  void theFirstOfEqualNeighboursIsBefore() {
    double[] costs = {1, 1, 1, 1, 9, 1, 1, 1, 1};
    assertThat(solve(TFloat64.class, new Grid(3, 3), costs).get(0))
        .containsExactly(1, 1, 0, 0, 0, 1, 0, 0, 1);
  }

  @Test
  void costsBelowTheRoundingOfDistancesLeadNowhereInCircles() {
    Grid grid = new Grid(6, 6);
    Random random = new Random(3);
    double[] costs = new double[200 * grid.cells()];
    double[] sizes = {0, 1e-38, 1e-30, 1e-9, 1e-3, 1, 1e3};
    for (int i = 0; i < costs.length; i++) {
      costs[i] = sizes[random.nextInt(sizes.length)];
    }
    assertSolves(TFloat32.class, grid, costs, 1e-5);
    assertSolves(TFloat64.class, grid, costs, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-6, Double.NaN, Double.POSITIVE_INFINITY, 1e37})
  void otherCostsAreErrorsThatNameThem(double bad) {
    Grid grid = new Grid(3, 4);
    try (TestGraph solver = solver(TFloat32.class, grid)) {
      for (int i = 0; i < 2 * grid.cells(); i++) {
        double[] costs = new double[2 * grid.cells()];
        Arrays.fill(costs, 1);
        costs[i] = bad;
        assertThatThrownBy(() -> solver.run(costs))
            .hasMessageContaining("costs must be between 0 and 7.089e+36, found from")
            .hasMessageContaining(
                Double.isNaN(bad) ? "nan" : bad < 0 ? "-1e-06" : bad > 1e38 ? "inf" : "1e+37");
      }
    }
  }

  @Test
  void aSingleBadCostAmongManyIsAnError() {
    Grid grid = new Grid(12, 12);
    try (TestGraph solver = solver(TFloat32.class, grid)) {
      Random random = new Random(2);
      for (int i = 0; i < 20; i++) {
        double[] costs = new double[500 * grid.cells()];
        Arrays.fill(costs, 1);
        costs[random.nextInt(costs.length)] = Double.NaN;
        assertThatThrownBy(() -> solver.run(costs)).hasMessageContaining("nan");
      }
    }
  }

  @Test
  void noGridsHaveNoPaths() {
    assertThat(solve(TFloat32.class, new Grid(3, 4)).get(0)).hasShape(0, 3, 4);
  }

  @Test
  void otherShapesAndTypesAreErrors() {
    assertThatGraph(TFloat32.class, ShortestPathTest::path)
        .refuses(Shape.of(-1, 3))
        .hasMessageContaining("costs must have the shape [B, h, w]");
    assertThatGraph(TFloat32.class, ShortestPathTest::path)
        .refuses(Shape.of(-1, 3, 3, 1))
        .hasMessageContaining("costs must have the shape [B, h, w]");
    assertThatGraph(TInt32.class, ShortestPathTest::path)
        .refuses(Shape.of(-1, 3, 3))
        .hasMessageContaining("costs must be float32 or float64, found TInt32");
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      assertThatThrownBy(() -> ShortestPath.of(tf, tf.constant(new float[1][1][1])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("graph");
    }
  }

  private static void assertEqualsDijkstra(Grid grid, double[] costs) {
    double[] paths = new double[costs.length];
    double[] pathCosts = dijkstra(grid, costs, paths);
    List<Numbers> solved = solve(TFloat64.class, grid, costs);
    assertThat(solved.get(0)).containsExactly(paths);
    for (int i = 0; i < pathCosts.length; i++) {
      assertThat(solved.get(1).get(i) / pathCosts[i]).isCloseTo(1, within(1e-12));
    }
  }

  private static void assertSolves(
      Class<? extends TNumber> type, Grid grid, double[] costs, double tolerance) {
    double[] pathCosts = dijkstra(grid, costs, new double[costs.length]);
    List<Numbers> solved = solve(type, grid, costs);
    for (int i = 0; i < pathCosts.length; i++) {
      double found = Paths.walk(grid, solved.get(0).flat(), i, costs);
      double allowed = tolerance * pathCosts[i] + 1e-30;
      assertThat(found).isCloseTo(pathCosts[i], within(allowed));
      assertThat(solved.get(1).get(i)).isCloseTo(pathCosts[i], within(allowed));
    }
  }

  private static double[] dijkstra(Grid grid, double[] costs, double[] paths) {
    Dijkstra dijkstra = new Dijkstra(grid.height(), grid.width());
    double[] pathCosts = new double[costs.length / grid.cells()];
    for (int i = 0; i < pathCosts.length; i++) {
      pathCosts[i] = dijkstra.solve(costs, i * grid.cells(), paths);
    }
    return pathCosts;
  }

  private static <T extends TNumber> Operand<T> path(Ops tf, Operand<T> costs) {
    return ShortestPath.of(tf, costs).path();
  }

  /** Paths and their costs. */
  private static List<Numbers> solve(Class<? extends TNumber> type, Grid grid, double... costs) {
    try (TestGraph solver = solver(type, grid)) {
      return solver.run(costs);
    }
  }

  private static TestGraph solver(Class<? extends TNumber> type, Grid grid) {
    return TestGraph.of(
        type,
        List.of(Shape.of(-1, grid.height(), grid.width())),
        (tf, in) -> {
          var solved = ShortestPath.of(tf, in.get(0));
          return List.of(solved.path(), solved.pathCost());
        });
  }
}
