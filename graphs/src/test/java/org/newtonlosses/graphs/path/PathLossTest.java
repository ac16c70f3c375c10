package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** The losses on paths, and the names of losses and loops; grids of no size. */
class PathLossTest {

  @Test
  void lossesAreMeansOverCells() {
    Shape shape = Shape.of(-1, 4);
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            List.of(shape, shape),
            (tf, in) ->
                Arrays.stream(PathLoss.values())
                    .map(loss -> loss.call(tf, in.get(0), in.get(1)))
                    .toList())) {
      List<double[]> losses =
          graph.run(
              new double[] {1, 0.5, 0.1, 1, 1, 1, 0, 1}, new double[] {1, 0, 0, 1, 1, 0, 1, 1});
      assertThat(losses.get(0)).containsExactly(new double[] {0.15, 0.5}, within(1e-15));
      assertThat(losses.get(1)).containsExactly(new double[] {0.065, 0.5}, within(1e-15));
    }
  }

  @Test
  void namesAreReadAndOthersAreErrors() {
    for (PathLoss loss : PathLoss.values()) {
      assertThat(PathLoss.parse(loss.key())).isEqualTo(loss);
    }
    for (RelaxedLoop loop : RelaxedLoop.values()) {
      assertThat(RelaxedLoop.parse(loop.key())).isEqualTo(loop);
    }
    assertThatThrownBy(() -> PathLoss.parse("l3"))
        .hasMessage("loss must be one of l1, l2, found l3");
    assertThatThrownBy(() -> RelaxedLoop.parse("until"))
        .hasMessage("loop must be one of for, while, found until");
  }

  @Test
  void gridsOfNoSizeAreErrors() {
    assertThat(new Grid(3, 4).cells()).isEqualTo(12);
    assertThatThrownBy(() -> new Grid(0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("height and width must be at least 1, found 0 and 4");
  }
}
