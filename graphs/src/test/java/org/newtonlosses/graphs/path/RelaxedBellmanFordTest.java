package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Derivatives, limits, ranges and errors of the relaxed algorithm. */
class RelaxedBellmanFordTest {

  static List<RelaxedBellmanFord> algorithms() {
    List<RelaxedBellmanFord> all = new ArrayList<>();
    for (RelaxedLoop loop : List.of(new RelaxedLoop.For(), new RelaxedLoop.While(4))) {
      all.add(new RelaxedBellmanFord(1.5, 3, loop, new TConorm.Probabilistic()));
      all.add(new RelaxedBellmanFord(1.5, 3, loop, new TConorm.Hamacher(5)));
      all.add(new RelaxedBellmanFord(1.5, 3, loop, new TConorm.Einstein()));
      all.add(new RelaxedBellmanFord(1.5, 3, loop, new TConorm.Yager1()));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void gradientsAreCentralDifferences(RelaxedBellmanFord algorithm) {
    double[] x = {0.7, 1.1, 0.4, 0.9, 0.6, 1.3};
    try (GraphTester graph = graph(TFloat64.class, algorithm, new Grid(2, 3), false)) {
      List<double[]> found = graph.run(x);
      for (int i = 1; i < found.size(); i += 2) {
        assertThat(found.get(i + 1)).containsExactly(differences(graph, i, x), within(1e-8));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void hessiansAreCentralDifferencesOfGradients(RelaxedBellmanFord algorithm) {
    double[] x = {0.7, 1.1, 0.4, 0.9};
    try (GraphTester graph = graph(TFloat64.class, algorithm, new Grid(2, 2), true)) {
      List<double[]> found = graph.run(x);
      int last = found.size() - 1;
      assertThat(found.get(last)).containsExactly(differences(graph, last - 1, x), within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void isFiniteAndBetweenZeroAndOneAtHarshCosts(RelaxedBellmanFord one) {
    Grid grid = new Grid(3, 5);
    Random random = new Random(4);
    double[] sizes = {0, 1e-6, 1e-3, 1, 50, 1e4, 1e8, 1e11};
    double[] costs = new double[100 * grid.cells()];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = i < grid.cells() ? 1 : sizes[random.nextInt(sizes.length)];
    }
    for (double beta : new double[] {1, 1e12}) {
      RelaxedBellmanFord algorithm =
          new RelaxedBellmanFord(
              beta,
              8,
              one.loop() instanceof RelaxedLoop.While ? new RelaxedLoop.While(7) : one.loop(),
              one.conorm());
      try (GraphTester graph = graph(TFloat32.class, algorithm, grid, false)) {
        List<double[]> found = graph.run(costs);
        for (double[] output : found) {
          assertThat(Arrays.stream(output).allMatch(Double::isFinite)).isTrue();
        }
        assertThat(Arrays.stream(found.get(0)).min().orElseThrow()).isGreaterThanOrEqualTo(0);
        assertThat(Arrays.stream(found.get(0)).max().orElseThrow()).isLessThan(1 + 1e-5);
      }
    }
  }

  private static RelaxedLoop loop(boolean isWhile, int steps) {
    return isWhile ? new RelaxedLoop.While(steps) : new RelaxedLoop.For();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofFloat32IsCloseToFloat64(boolean isWhile) {
    Grid grid = new Grid(6, 5);
    RelaxedBellmanFord algorithm =
        new RelaxedBellmanFord(6, 12, loop(isWhile, 12), new TConorm.Probabilistic());
    double[] costs = new Random(8).doubles(20L * grid.cells(), 0.2, 2).toArray();
    try (GraphTester single = graph(TFloat32.class, algorithm, grid, false);
        GraphTester twice = graph(TFloat64.class, algorithm, grid, false)) {
      List<double[]> expected = twice.run(costs);
      List<double[]> found = single.run(costs);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i)).containsExactly(expected.get(i), within(2e-4));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, 5, 5",
    "true, 5, 5",
    "false, 4, 7",
    "true, 7, 3",
    "false, 1, 6",
    "false, 1, 1"
  })
  void isTheExactPathAtALargeBeta(boolean isWhile, int height, int width) {
    Grid grid = new Grid(height, width);
    double[] costs = new Random(height).doubles(300L * grid.cells(), 0.1, 3).toArray();
    double[] paths = new double[costs.length];
    Dijkstra dijkstra = new Dijkstra(height, width);
    int[] lengths = new int[300];
    for (int i = 0; i < lengths.length; i++) {
      dijkstra.solve(costs, i * grid.cells(), paths);
      lengths[i] = (int) Arrays.stream(example(grid, paths, i)).sum();
    }
    int tested = 0;
    // A traceback of as many steps as the path has cells ends in the first cell.
    for (int length : Arrays.stream(lengths).distinct().toArray()) {
      RelaxedBellmanFord algorithm =
          new RelaxedBellmanFord(1e5, length, loop(isWhile, length), new TConorm.Probabilistic());
      try (GraphTester graph =
          GraphTester.of(
              TFloat64.class,
              Shape.of(-1, height, width),
              (tf, in) -> List.of(algorithm.call(tf, in.get(0))))) {
        double[] found = graph.run(costs).get(0);
        for (int i = 0; i < lengths.length; i++) {
          if (lengths[i] == length) {
            assertThat(example(grid, found, i))
                .containsExactly(example(grid, paths, i), within(1e-9));
            tested++;
          }
        }
      }
    }
    assertThat(tested).isEqualTo(lengths.length);
  }

  @Test
  void parametersOutOfRangeAreErrors() {
    assertThatThrownBy(() -> algorithm(0, 4, new RelaxedLoop.For()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("beta must be positive and finite, found 0.0");
    assertThatThrownBy(() -> algorithm(1, 0, new RelaxedLoop.For()))
        .hasMessage("iterations must be at least 1, found 0");
    assertThatThrownBy(() -> new RelaxedLoop.While(0))
        .hasMessage("max iterations must be at least 1, found 0");
    assertThatThrownBy(() -> new TConorm.Hamacher(-1))
        .hasMessage("conorm p must be positive and finite, found -1.0");
  }

  @Test
  void tooFewIterationsForTheGridAreErrors() {
    Grid grid = new Grid(3, 5);
    assertThatThrownBy(
            () -> graph(TFloat64.class, algorithm(1, 4, new RelaxedLoop.For()), grid, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("iterations must be at least 5, found 4");
    assertThatThrownBy(
            () -> graph(TFloat64.class, algorithm(1, 5, new RelaxedLoop.While(4)), grid, false))
        .hasMessage("max iterations must be at least 5, found 4");
  }

  @Test
  void theHessianOfALargeGridIsAnError() {
    RelaxedBellmanFord algorithm = algorithm(1, 7, new RelaxedLoop.For());
    Grid grid = new Grid(7, 6);
    NewtonLoss hessian = new NewtonLoss(new Hessian(1));
    assertThatThrownBy(
            () ->
                GraphTester.of(
                    TFloat64.class,
                    Shape.of(-1, grid.cells()),
                    (tf, in) ->
                        List.of(
                            hessian
                                .call(
                                    tf,
                                    algorithm.loss(
                                        tf, grid, new PathLoss.L2(), in.get(0), NoiseSource.none()),
                                    in.get(0))
                                .step())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for grids of at most 36 cells, found 42")
        .hasMessageContaining("fisher");
  }

  @Test
  void costsOfAnotherGridAreErrors() {
    RelaxedBellmanFord algorithm = algorithm(1, 7, new RelaxedLoop.For());
    assertThatThrownBy(
            () ->
                GraphTester.of(
                    TFloat64.class,
                    Shape.of(-1, 12),
                    (tf, in) -> {
                      Operand<TFloat64> y = in.get(0);
                      return List.of(
                          algorithm
                              .loss(tf, new Grid(2, 4), new PathLoss.L1(), y, NoiseSource.none())
                              .expand(tf, y)
                              .loss());
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("m = 2·4 cells, found [-1, 12]");
  }

  private static RelaxedBellmanFord algorithm(double beta, int iterations, RelaxedLoop loop) {
    return new RelaxedBellmanFord(beta, iterations, loop, new TConorm.Einstein());
  }

  /**
   * The path, and for each loss the value [B], the gradient [B, m] and perhaps, of L2, the Hessian.
   */
  private static <T extends TNumber> GraphTester graph(
      Class<T> type, RelaxedBellmanFord algorithm, Grid grid, boolean hessian) {
    return GraphTester.of(
        type,
        Shape.of(-1, grid.cells()),
        (tf, in) -> {
          Operand<T> costs = in.get(0);
          List<Operand<T>> outputs = new ArrayList<>();
          outputs.add(grid.flat(tf, algorithm.call(tf, grid.grids(tf, costs))));
          double[][] path = new double[1][grid.cells()];
          path[0][0] = 1;
          path[0][grid.cells() - 1] = 1;
          Operand<T> target = tf.dtypes.cast(tf.constant(path), type);
          for (PathLoss loss : List.of(new PathLoss.L1(), new PathLoss.L2())) {
            Expansion<T> expansion =
                algorithm.loss(tf, grid, loss, target, NoiseSource.<T>none()).expand(tf, costs);
            outputs.add(expansion.loss());
            outputs.add(expansion.gradient());
            if (hessian && loss instanceof PathLoss.L2) {
              outputs.add(expansion.hessian(tf));
            }
          }
          return outputs;
        });
  }

  private static double[] differences(GraphTester graph, int output, double[] x) {
    return Arrays.stream(graph.centralDifferences(output, x, 1e-5))
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static double[] example(Grid grid, double[] values, int example) {
    return Arrays.copyOfRange(values, example * grid.cells(), (example + 1) * grid.cells());
  }
}
