package org.newtonlosses.data.maps;

import java.util.Optional;

/**
 * A path in a grid.
 *
 * @param height h
 * @param width w
 * @param order its cells from start to goal, each as row · w + column
 */
@SuppressWarnings("ArrayRecordComponent")
public record GridPath(int height, int width, int[] order) {
  private static final int NONE = -1;

  /** Returns ones for its cells, else zeros, [h·w] in row-major order. */
  public byte[] cells() {
    byte[] cells = new byte[height * width];
    for (int cell : order) {
      cells[cell] = 1;
    }
    return cells;
  }

  /** Returns ones for the cells that it enters by a diagonal step, else zeros, [h·w]. */
  public byte[] diagonals() {
    byte[] diagonals = new byte[height * width];
    for (int i = 1; i < order.length; i++) {
      int from = order[i - 1];
      int to = order[i];
      diagonals[to] = (byte) (from / width != to / width && from % width != to % width ? 1 : 0);
    }
    return diagonals;
  }

  /** Returns what it costs by the costs and moves of a problem, added up from its start. */
  double cost(GridProblem problem) {
    double sum =
        problem.moves().stepCost() == GridMoves.StepCost.CELL ? problem.costs()[order[0]] : 0;
    for (int i = 1; i < order.length; i++) {
      sum += problem.stepCost(order[i - 1], order[i]);
    }
    return sum;
  }

  /**
   * Returns the path that consists of some cells, if they are one from start to goal as shortest
   * paths are: over allowed moves and without shortcuts, which would be cheaper. So each cell has
   * one that follows it, and no move leads to a third.
   *
   * <p>Where the length of a step counts, a diagonal step may be dearer than the two straight ones
   * around its corner: then a move also leads to the cell after the next.
   *
   * @param cells each 0 or 1, [h·w]
   * @param problem where the path must lead, and how
   */
  static Optional<GridPath> of(byte[] cells, GridProblem problem) {
    int count = 0;
    for (byte value : cells) {
      count += value;
    }
    int cell = problem.start();
    if (cells[cell] != 1 || !problem.isFree(cell)) {
      return Optional.empty();
    }
    byte[] left = cells.clone();
    int[] order = new int[count];
    for (int walked = 0; cell != NONE; walked++) {
      order[walked] = cell;
      left[cell] = 0;
      if (cell == problem.goal()) {
        return walked + 1 == count
            ? Optional.of(new GridPath(problem.height(), problem.width(), order))
            : Optional.empty();
      }
      cell = next(left, cell, problem);
    }
    return Optional.empty();
  }

  /** Returns the one cell of those left that follows; NONE if there is none or more. */
  private static int next(byte[] left, int cell, GridProblem problem) {
    int straight = NONE;
    int diagonal = NONE;
    for (int row = problem.firstRow(cell); row <= problem.lastRow(cell); row++) {
      for (int column = problem.firstColumn(cell); column <= problem.lastColumn(cell); column++) {
        int to = row * problem.width() + column;
        if (left[to] == 1 && problem.allows(cell, to)) {
          boolean crosses = problem.isDiagonal(cell, to);
          if ((crosses ? diagonal : straight) != NONE) {
            return NONE;
          }
          if (crosses) {
            diagonal = to;
          } else {
            straight = to;
          }
        }
      }
    }
    if (straight == NONE || diagonal == NONE) {
      return straight == NONE ? diagonal : straight;
    }
    int width = problem.width();
    boolean corner = straight / width == diagonal / width || straight % width == diagonal % width;
    return problem.moves().countsLengths() && corner ? straight : NONE;
  }
}
