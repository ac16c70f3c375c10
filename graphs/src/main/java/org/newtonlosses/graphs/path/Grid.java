package org.newtonlosses.graphs.path;

/**
 * The size of a grid of cells.
 *
 * @param height h, rows, at least 1
 * @param width w, columns, at least 1
 */
public record Grid(int height, int width) {

  /** Checks the sizes; throws {@link IllegalArgumentException} with what is allowed and found. */
  public Grid {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width must be at least 1, found %d and %d".formatted(height, width));
    }
  }

  /** m = h·w. */
  public int cells() {
    return Math.multiplyExact(height, width);
  }
}
