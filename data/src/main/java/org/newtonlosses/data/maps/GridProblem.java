package org.newtonlosses.data.maps;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A grid with vertex costs, and between which of its cells the shortest path is sought. A cell is
 * named by its place in row-major order: row · w + column.
 *
 * <pre>{@code
 * double[] costs = {1, 9, 1, 1, 1, 1};
 * GridProblem plain = GridProblem.corners(costs, 2, 3);
 * GridProblem own = new GridProblem(2, 3, costs, new byte[] {0, 0, 0, 0, 1, 0}, 3, 5, GridMoves.OCTILE);
 * }</pre>
 *
 * @param height h, at least 1
 * @param width w, at least 1
 * @param costs of the cells, [h·w], positive and finite; those of blocked cells are not looked at
 * @param blocked 1 for cells that no path enters, else 0, [h·w]; or empty: there are none
 * @param start where paths begin; may be blocked: then there is none
 * @param goal where they end; may be blocked, may be the start
 * @param moves how one moves, and what it costs
 */
@SuppressWarnings("ArrayRecordComponent")
public record GridProblem(
    int height, int width, double[] costs, byte[] blocked, int start, int goal, GridMoves moves) {

  /** Checks that sizes agree, costs are positive and finite, and both ends are in the grid. */
  public GridProblem {
    checkArgument(
        height >= 1 && width >= 1 && costs.length == (long) height * width,
        "%s costs for a grid of %s x %s cells",
        costs.length,
        height,
        width);
    checkArgument(
        blocked.length == 0 || blocked.length == costs.length,
        "%s cells that are blocked or not for a grid of %s x %s cells",
        blocked.length,
        height,
        width);
    for (int cell = 0; cell < costs.length; cell++) {
      checkArgument(
          (costs[cell] > 0 && costs[cell] < Double.POSITIVE_INFINITY)
              || (blocked.length > 0 && blocked[cell] != 0),
          "cost %s of cell (%s, %s), only positive finite costs are allowed",
          costs[cell],
          cell / width,
          cell % width);
    }
    checkArgument(
        start >= 0 && start < costs.length && goal >= 0 && goal < costs.length,
        "start %s and goal %s, cells of the grid are 0 to %s",
        start,
        goal,
        costs.length - 1);
  }

  /**
   * From the first to the last cell by {@link GridMoves#PLAIN}, with no cell blocked.
   *
   * @param costs positive and finite, [h·w] in row-major order
   * @param height h, at least 1
   * @param width w, at least 1
   */
  public static GridProblem corners(double[] costs, int height, int width) {
    return new GridProblem(height, width, costs, new byte[0], 0, costs.length - 1, GridMoves.PLAIN);
  }

  /** Returns whether paths may enter a cell. */
  public boolean isFree(int cell) {
    return blocked.length == 0 || blocked[cell] == 0;
  }

  /** Returns whether one may step from a free cell to another one of the 8 around it. */
  boolean allows(int from, int to) {
    if (!isFree(to)) {
      return false;
    }
    return !isDiagonal(from, to)
        || (moves.neighbours() == 8
            && (moves.cutsCorners()
                || (isFree(from / width * width + to % width)
                    && isFree(to / width * width + from % width))));
  }

  /** Returns whether a step changes both row and column. */
  boolean isDiagonal(int from, int to) {
    return from / width != to / width && from % width != to % width;
  }

  /** Returns what a step costs: that of the entered cell, times its length where that counts. */
  double stepCost(int from, int to) {
    return moves.countsLengths() && isDiagonal(from, to)
        ? GridMoves.DIAGONAL * costs[to]
        : costs[to];
  }

  int firstRow(int cell) {
    return Math.max(0, cell / width - 1);
  }

  int lastRow(int cell) {
    return Math.min(height - 1, cell / width + 1);
  }

  int firstColumn(int cell) {
    return Math.max(0, cell % width - 1);
  }

  int lastColumn(int cell) {
    return Math.min(width - 1, cell % width + 1);
  }
}
