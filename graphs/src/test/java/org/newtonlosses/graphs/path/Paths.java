package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;

/** What makes cells a path. */
final class Paths {

  private Paths() {}

  /**
   * Checks that the cells of value 1 can be walked from the first to the last, all of them, and
   * that no other value but 0 occurs.
   *
   * @param paths [B, h, w]
   * @param example which of them
   * @param costs [B, h, w]
   * @return the cost of the walk
   */
  static double walk(Grid grid, double[] paths, int example, double[] costs) {
    boolean[] left = new boolean[grid.cells()];
    int cells = 0;
    for (int i = 0; i < grid.cells(); i++) {
      double value = paths[example * grid.cells() + i];
      assertThat(value).isIn(0.0, 1.0);
      left[i] = value == 1;
      cells += left[i] ? 1 : 0;
    }
    assertThat(left[0]).as("the first cell is on the path").isTrue();
    assertThat(left[grid.cells() - 1]).as("the last cell is on the path").isTrue();
    assertThat(reachable(grid, left, 0)).as("cells in one piece").isEqualTo(cells);
    double cost = 0;
    for (int i = 0; i < grid.cells(); i++) {
      int at = example * grid.cells() + i;
      cost += paths[at] == 1 ? costs[at] : 0;
    }
    return cost;
  }

  /** Counts the cells that are connected, and takes them away. */
  private static int reachable(Grid grid, boolean[] left, int cell) {
    left[cell] = false;
    int count = 1;
    int row = cell / grid.width();
    int column = cell % grid.width();
    for (int r = Math.max(0, row - 1); r <= Math.min(grid.height() - 1, row + 1); r++) {
      for (int c = Math.max(0, column - 1); c <= Math.min(grid.width() - 1, column + 1); c++) {
        if (left[r * grid.width() + c]) {
          count += reachable(grid, left, r * grid.width() + c);
        }
      }
    }
    return count;
  }
}
