package org.newtonlosses.training.task.paths;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.newtonlosses.data.maps.GridMoves;

/**
 * A path on a grid, or none if no cell is on it.
 *
 * @param height h, rows of cells
 * @param width w, columns of cells
 * @param mask zeros and ones, [h, w]; not copied
 * @param diagonals ones where a cell is entered by a diagonal step, if that is known; not copied
 * @param goal where it ends
 * @param moves how one moves, and what it costs
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record GridRoute(
    int height, int width, byte[] mask, Optional<byte[]> diagonals, Cell goal, GridMoves moves) {

  private static final int NONE = -1;

  /**
   * A cell.
   *
   * @param row from 0
   * @param column from 0
   */
  record Cell(int row, int column) {

    /** Whether a step between this and another one is diagonal. */
    boolean isDiagonalTo(Cell other) {
      return row != other.row && column != other.column;
    }
  }

  /** Over the moves of the Warcraft maps, to the last cell. */
  static GridRoute plain(int height, int width, byte[] mask) {
    return new GridRoute(
        height, width, mask, Optional.empty(), new Cell(height - 1, width - 1), GridMoves.PLAIN);
  }

  /** Whether it has the same cells. */
  boolean matches(GridRoute other) {
    return Arrays.equals(mask, other.mask);
  }

  /**
   * The cells in their order, from the start to the goal. They are traced back from the goal: a
   * shortest path comes near itself nowhere, or it could be cut short, so that the cell before is
   * the only neighbour from which it can have been entered. Ends where there is none.
   */
  List<Cell> cells() {
    byte[] left = mask.clone();
    List<Cell> cells = new ArrayList<>();
    int next = goal.row() * width + goal.column();
    while (next != NONE && left[next] == 1) {
      Cell cell = new Cell(next / width, next % width);
      cells.add(cell);
      left[next] = 0;
      next = before(left, cell);
    }
    Collections.reverse(cells);
    return cells;
  }

  /** What it costs. */
  double cost(float[] costs) {
    List<Cell> cells = cells();
    double sum = 0;
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      double cost = costs[cell.row() * width + cell.column()];
      if (moves.stepCost() == GridMoves.StepCost.CELL) {
        sum += cost;
      } else if (i > 0) {
        sum += cell.isDiagonalTo(cells.get(i - 1)) ? Math.sqrt(2) * cost : cost;
      }
    }
    return sum;
  }

  /** The index of the neighbour from which a cell is entered: a straight one if both will do. */
  private int before(byte[] left, Cell cell) {
    Optional<Boolean> diagonally =
        diagonals.map(known -> known[cell.row() * width + cell.column()] == 1);
    int straight = diagonally.orElse(false) ? NONE : neighbour(left, cell, false);
    return straight != NONE || moves.neighbours() == 4 || !diagonally.orElse(true)
        ? straight
        : neighbour(left, cell, true);
  }

  private int neighbour(byte[] left, Cell cell, boolean diagonal) {
    for (int row = Math.max(0, cell.row() - 1);
        row <= Math.min(height - 1, cell.row() + 1);
        row++) {
      for (int column = Math.max(0, cell.column() - 1);
          column <= Math.min(width - 1, cell.column() + 1);
          column++) {
        if (left[row * width + column] == 1
            && cell.isDiagonalTo(new Cell(row, column)) == diagonal) {
          return row * width + column;
        }
      }
    }
    return NONE;
  }
}
