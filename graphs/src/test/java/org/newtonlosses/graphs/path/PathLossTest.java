package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** The losses on paths; grids of no size. */
class PathLossTest {

  @Test
  void lossesAreMeansOverCells() {
    Shape shape = Shape.of(-1, 4);
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            List.of(shape, shape),
            (tf, in) ->
                List.of(
                    new PathLoss.L1().call(tf, in.get(0), in.get(1)),
                    new PathLoss.L2().call(tf, in.get(0), in.get(1))))) {
      List<double[]> losses =
          graph.run(
              new double[] {1, 0.5, 0.1, 1, 1, 1, 0, 1}, new double[] {1, 0, 0, 1, 1, 0, 1, 1});
      assertThat(losses.get(0)).containsExactly(new double[] {0.15, 0.5}, within(1e-15));
      assertThat(losses.get(1)).containsExactly(new double[] {0.065, 0.5}, within(1e-15));
    }
  }

  @Test
  void gridsOfNoSizeAreErrors() {
    assertThat(new Grid(3, 4).cells()).isEqualTo(12);
    assertThatThrownBy(() -> new Grid(0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("height and width must be at least 1, found 0 and 4");
  }
}
