package org.newtonlosses.training.cli;

import org.newtonlosses.graphs.path.Grid;
import picocli.CommandLine.Option;

/** The options {@code --height} and {@code --width} of the kinds of paths. */
final class GridMixin {
  @Option(
      names = "--height",
      paramLabel = "H",
      defaultValue = "12",
      description = "rows of cells, at least 1")
  private int height;

  @Option(
      names = "--width",
      paramLabel = "W",
      defaultValue = "12",
      description = "columns of cells, at least 1")
  private int width;

  /**
   * The grid.
   *
   * @throws IllegalArgumentException if a size is less than 1
   */
  Grid grid() {
    return new Grid(height, width);
  }
}
