package org.newtonlosses.training.task.paths;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The path that a model finds on a map.
 *
 * @param height h, rows of cells
 * @param width w, columns of cells
 * @param costs the predicted costs, [h, w]
 * @param mask zeros and ones, [h, w]; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record PredictedPath(int height, int width, float[] costs, byte[] mask) {

  /**
   * A cell.
   *
   * @param row from 0
   * @param column from 0
   */
  public record Cell(int row, int column) {}

  /** The sum of the predicted costs on the path, both ends included. */
  public double cost() {
    double sum = 0;
    for (int i = 0; i < mask.length; i++) {
      sum += mask[i] * costs[i];
    }
    return sum;
  }

  /** The cells of the path, from the first to the last. */
  public List<Cell> cells() {
    return cells(mask, height, width);
  }

  /** Whether it is this path, in every cell. */
  public boolean matches(byte[] label) {
    return Arrays.equals(mask, label);
  }

  /**
   * The cells of a path in their order. A shortest path touches itself nowhere, or it could be cut
   * short: so the next cell is the neighbour that was not visited yet. Ends where there is none.
   *
   * @param mask zeros and ones, [h, w]
   */
  static List<Cell> cells(byte[] mask, int height, int width) {
    byte[] left = mask.clone();
    List<Cell> cells = new ArrayList<>();
    int next = 0;
    while (next >= 0 && left[next] == 1) {
      Cell cell = new Cell(next / width, next % width);
      cells.add(cell);
      left[next] = 0;
      next = neighbour(left, cell, height, width);
    }
    return cells;
  }

  /** The index of a neighbour on the path; −1 if there is none. */
  private static int neighbour(byte[] mask, Cell cell, int height, int width) {
    for (int row = Math.max(0, cell.row() - 1);
        row <= Math.min(height - 1, cell.row() + 1);
        row++) {
      for (int column = Math.max(0, cell.column() - 1);
          column <= Math.min(width - 1, cell.column() + 1);
          column++) {
        if (mask[row * width + column] == 1) {
          return row * width + column;
        }
      }
    }
    return -1;
  }
}
