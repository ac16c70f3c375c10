package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.Graphs.run;

import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.testing.Numbers;

/** The losses on paths; grids of no size. */
class PathLossTest {

  @Test
  void lossesAreMeansOverCells() {
    Numbers path = Numbers.of(new double[][] {{1, 0.5, 0.1, 1}, {1, 1, 0, 1}});
    Numbers target = Numbers.of(new double[][] {{1, 0, 0, 1}, {1, 0, 1, 1}});
    assertThat(run((tf, p) -> new PathLoss.L1().call(tf, p, target.constant(tf)), path))
        .isCloseTo(new double[] {0.15, 0.5}, within(1e-15));
    assertThat(run((tf, p) -> new PathLoss.L2().call(tf, p, target.constant(tf)), path))
        .isCloseTo(new double[] {0.065, 0.5}, within(1e-15));
  }

  @Test
  void gridsOfNoSizeAreErrors() {
    assertThat(new Grid(3, 4).cells()).isEqualTo(12);
    assertThatThrownBy(() -> new Grid(0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("height and width must be at least 1, found 0 and 4");
  }
}
