package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.ndarray.Shape;
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
    Shape flat = Shape.of(-1, 4);
    assertThatThrownBy(
            () ->
                GraphTester.of(
                        TFloat32.class,
                        flat,
                        (tf, in) -> {
                          var x = in.get(0);
                          return List.of(PathMetrics.of(tf, x, x, x, x).costMatch());
                        })
                    .close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[B, h, w]");
  }

  private static double[] metrics(int height, int width, double[]... inputs) {
    Shape shape = Shape.of(-1, height, width);
    try (GraphTester tester =
        GraphTester.of(
            TFloat32.class,
            Collections.nCopies(4, shape),
            (tf, in) -> {
              PathMetrics metrics = PathMetrics.of(tf, in.get(0), in.get(1), in.get(2), in.get(3));
              return List.of(
                  metrics.perfectMatch(),
                  metrics.costMatch(),
                  metrics.costRatio(),
                  metrics.costCorrelation());
            })) {
      return tester.run(inputs).stream().mapToDouble(values -> values[0]).toArray();
    }
  }
}
