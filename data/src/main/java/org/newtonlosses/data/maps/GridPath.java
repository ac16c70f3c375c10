package org.newtonlosses.data.maps;

/** A path in a grid as its cells, 0 or 1, [h·w] in row-major order. */
final class GridPath {
  private static final int NONE = -1;

  private GridPath() {}

  /**
   * Returns whether cells are a path over the 8 neighbours from the first to the last cell without
   * shortcuts: each cell touches the one before and the one after it, and no other cell of the
   * path.
   *
   * <p>With positive vertex costs every shortest path is so, as a shortcut would be cheaper.
   *
   * @param cells each 0 or 1, [height·width]
   * @param height h, at least 1
   * @param width w, at least 1
   */
  static boolean isValid(byte[] cells, int height, int width) {
    if (cells[0] != 1) {
      return false;
    }
    int walked = 1;
    int previous = NONE;
    int cell = 0;
    while (cell != cells.length - 1) {
      int next = onlyNeighbour(cells, height, width, cell, previous);
      if (next == NONE) {
        return false;
      }
      previous = cell;
      cell = next;
      walked++;
    }
    int count = 0;
    for (byte value : cells) {
      count += value;
    }
    return walked == count;
  }

  /** Returns the one neighbour on the path besides the previous; NONE if there are none or more. */
  private static int onlyNeighbour(byte[] cells, int height, int width, int cell, int previous) {
    int row = cell / width;
    int column = cell % width;
    int found = NONE;
    for (int r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++) {
      for (int c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
        int neighbour = r * width + c;
        if (cells[neighbour] == 1 && neighbour != cell && neighbour != previous) {
          if (found != NONE) {
            return NONE;
          }
          found = neighbour;
        }
      }
    }
    return found;
  }
}
