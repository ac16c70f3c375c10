package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.testing.Numbers;
import org.newtonlosses.graphs.testing.TestGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Matches, cost ratio and correlation, summed over a batch. */
class PathMetricsTest {

  private static final double[] COSTS = {1, 2, 2, 1};
  private static final double[] RIGHT = {1, 0, 0, 1};

  @Test
  void theRightPathOnTheTrueCostsIsPerfect() {
    assertThat(metrics(2, 2, COSTS, RIGHT, RIGHT, COSTS)).containsExactly(1, 1, 1, 1);
  }

  @Test
  void anotherPathIsMeasuredByItsTrueCost() {
    double[] detour = {1, 1, 0, 1};
    assertThat(metrics(2, 2, COSTS, detour, RIGHT, COSTS)).containsExactly(0, 0, 2, 1);
  }

  @Test
  void anotherPathOfTheSameCostMatchesInCost() {
    // 1 + 2 + 1 over each of the two cells in the middle, in costs that float32 rounds.
    double[] costs = {0.1, 0.2, 9, 0.2, 9, 0.2, 9, 0.2, 0.1};
    double[] above = {1, 1, 0, 0, 0, 1, 0, 0, 1};
    double[] below = {1, 0, 0, 1, 0, 0, 0, 1, 1};
    assertThat(metrics(3, 3, costs, above, below, costs))
        .containsExactly(new double[] {0, 1, 1, 1}, within(1e-6));
  }

  @Test
  void theLeastDifferenceOfWarcraftCostsIsNoMatch() {
    // Three cells of grass for two of dirt: 2.4 and 2.4, but for the rounding to float16.
    double grass = 0.7998046875;
    double dirt = 1.2001953125;
    double[] costs = {40, dirt, dirt, 40, 9, 9, 9, 40, grass, grass, grass, 40};
    double[] target = {1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1};
    double[] path = {1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1};
    double[] found = metrics(3, 4, costs, path, target, costs);
    assertThat(found[1]).isZero();
    assertThat(found[2]).isCloseTo(1, within(1e-4)).isGreaterThan(1);
  }

  @Test
  void correlationIsThatOfEachExample() {
    double[] predicted = {10, 20, 30, 45, 3, 2, 2, 3};
    double[] costs = {1, 2, 3, 4, 1, 2, 2, 1};
    double[] paths = {1, 0, 0, 1, 1, 0, 0, 1};
    // Σdxdy/√(Σdx²Σdy²) = 57.5/√(668.75 · 5), and −1.
    assertThat(metrics(2, 2, predicted, paths, paths, costs)[3])
        .isCloseTo(57.5 / Math.sqrt(668.75 * 5) - 1, within(1e-6));
  }

  @Test
  void constantCostsCorrelateWithNothing() {
    double[] constant = new double[9];
    Arrays.fill(constant, 0.1);
    double[] costs = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] path = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    assertThat(metrics(3, 3, constant, path, path, costs)[3]).isZero();
    assertThat(metrics(3, 3, costs, path, path, constant)[3]).isZero();
    assertThat(
            metrics(1, 1, new double[] {3}, new double[] {1}, new double[] {1}, new double[] {4}))
        .containsExactly(1, 1, 1, 0);
  }

  @Test
  void otherShapesAreErrors() {
    assertThatGraph((tf, x) -> PathMetrics.of(tf, x, x, x, x).costMatch())
        .refuses(Shape.of(-1, 4))
        .hasMessageContaining("[B, h, w]");
  }

  /** Lengths count, and free cells alone correlate; of the second example no goal is reached. */
  @Test
  void problemsAreMeasuredByLengthsOverFreeCells() {
    double diagonal = Math.sqrt(2);
    double[] predicted = {1, 3, 9, 4, 5, 9, 9, 9, 9, 9, 9, 9};
    double[] costs = {1, 2, Double.NaN, 2, 2.5, Double.NaN, 9, 9, 9, 9, 9, 9};
    double[] walls = {0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1};
    double[] path = {1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
    double[] lengths = {0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
    double[] target = {1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
    double[] targetLengths = {0, 0, 0, 0, diagonal, 0, 0, 0, 0, 0, 0, 0};
    // Over (1, 3, 4, 5) and (1, 2, 2, 2.5): means 3.25 and 1.875.
    double correlation = 3.125 / Math.sqrt(8.75 * 1.1875);
    assertThat(problemMetrics(predicted, path, lengths, target, targetLengths, costs, walls))
        .containsExactly(
            new double[] {1, 1, 4.5 / (2.5 * diagonal) + 1, correlation}, within(1e-6));
  }

  @Test
  void aPathThatIsItsStartCostsNothingAndMatches() {
    double[] costs = {3, 4, 5, 6, 7, 8};
    double[] path = {1, 0, 0, 0, 0, 0};
    double[] nothing = new double[6];
    assertThat(problemMetrics(costs, path, nothing, path, nothing, costs, nothing))
        .containsExactly(new double[] {1, 1, 1, 1}, within(1e-6));
  }

  /** Of grids of 2×3, whose size is not known when the graph is built. */
  private static double[] problemMetrics(double[]... inputs) {
    return metrics(
        Shape.of(-1, -1, -1),
        (tf, in) ->
            PathMetrics.of(
                tf,
                in.get(0),
                new Route<>(in.get(1), in.get(2)),
                new Route<>(in.get(3), in.get(4)),
                in.get(5),
                Optional.of(tf.dtypes.cast(in.get(6), TBool.class))),
        Stream.of(inputs)
            .map(input -> Numbers.of(Shape.of(input.length / 6, 2, 3), input))
            .toArray(Numbers[]::new));
  }

  private static double[] metrics(int height, int width, double[]... inputs) {
    return metrics(
        Shape.of(-1, height, width),
        (tf, in) -> PathMetrics.of(tf, in.get(0), in.get(1), in.get(2), in.get(3)),
        Stream.of(inputs)
            .map(input -> Numbers.of(Shape.of(-1, height, width), input))
            .toArray(Numbers[]::new));
  }

  private static double[] metrics(
      Shape shape, BiFunction<Ops, List<Operand<TFloat32>>, PathMetrics> made, Numbers... grids) {
    try (TestGraph graph =
        TestGraph.of(
            TFloat32.class,
            Collections.nCopies(grids.length, shape),
            (tf, in) -> {
              PathMetrics m = made.apply(tf, in);
              return List.of(
                  tf.stack(
                      List.of(
                          m.perfectMatch(), m.costMatch(), m.costRatio(), m.costCorrelation())));
            })) {
      return graph.run(grids).get(0).flat();
    }
  }
}
