package org.newtonlosses.graphs.path;

import java.util.Arrays;

/** Dijkstra's algorithm on one grid, on arrays: what the exact solver must equal. */
final class Dijkstra {

  private final int height;
  private final int width;
  private final Moves moves;
  private final double[] distances;
  private final int[] previous;
  private final boolean[] settled;
  private final double[] keys;
  private final int[] heap;
  private int size;

  /** Holds the memory for grids of this size. */
  Dijkstra(int height, int width) {
    this(height, width, Moves.PLAIN);
  }

  /** Holds the memory for grids of this size. */
  Dijkstra(int height, int width, Moves moves) {
    this.height = height;
    this.width = width;
    this.moves = moves;
    distances = new double[height * width];
    previous = new int[height * width];
    settled = new boolean[height * width];
    keys = new double[8 * height * width + 1];
    heap = new int[8 * height * width + 1];
  }

  /** The zeros and ones of the path of one grid. */
  static double[] path(Grid grid, double[] costs) {
    double[] path = new double[costs.length];
    new Dijkstra(grid.height(), grid.width()).solve(costs, 0, path);
    return path;
  }

  /**
   * Solves one grid from the first to the last cell.
   *
   * @param costs of many grids, in row-major order
   * @param from where the grid starts among them
   * @param path gets the zeros and ones of the path at the same place
   * @return the cost of the path, in the order in which it is walked
   */
  double solve(double[] costs, int from, double[] path) {
    int goal = height * width - 1;
    double cost = solve(costs, from, 0, goal, new boolean[0]);
    for (int cell = goal; cell >= 0; cell = previous[cell]) {
      path[from + cell] = 1;
    }
    return cost;
  }

  /**
   * Solves one grid.
   *
   * @param costs of many grids, in row-major order
   * @param from where the grid starts among them
   * @param blocked cells of the grids; none if there are none
   * @return the cost of the path, in the order in which it is walked; ∞ if there is none
   */
  double solve(double[] costs, int from, int start, int goal, boolean[] blocked) {
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    Arrays.fill(settled, false);
    size = 0;
    if (free(blocked, from + start) && free(blocked, from + goal)) {
      boolean perCell = moves.stepCost() == Moves.StepCost.CELL;
      distances[start] = perCell ? costs[from + start] : 0;
      previous[start] = -1;
      push(distances[start], start);
    }
    while (!settled[goal] && size > 0) {
      int cell = pop();
      if (settled[cell]) {
        continue;
      }
      settled[cell] = true;
      int row = cell / width;
      int column = cell - row * width;
      for (int r = Math.max(row - 1, 0); r <= Math.min(row + 1, height - 1); r++) {
        for (int c = Math.max(column - 1, 0); c <= Math.min(column + 1, width - 1); c++) {
          int next = r * width + c;
          if (settled[next] || !passes(blocked, from, row, column, r, c)) {
            continue;
          }
          double distance = distances[cell] + length(cell, next) * costs[from + next];
          if (distance < distances[next]) {
            distances[next] = distance;
            previous[next] = cell;
            push(distance, next);
          }
        }
      }
    }
    return distances[goal];
  }

  /** Marks the path to a goal that was reached, and what costs are multiplied by in its cost. */
  void mark(int goal, double[] path, double[] lengths, int from) {
    for (int cell = goal; cell >= 0; cell = previous[cell]) {
      path[from + cell] = 1;
      lengths[from + cell] = previous[cell] >= 0 ? length(previous[cell], cell) : startCounts();
    }
  }

  private int startCounts() {
    return moves.stepCost() == Moves.StepCost.CELL ? 1 : 0;
  }

  private double length(int cell, int next) {
    boolean diagonal = cell / width != next / width && cell % width != next % width;
    return diagonal && moves.stepCost() == Moves.StepCost.ENTERING ? Math.sqrt(2) : 1;
  }

  private boolean passes(
      boolean[] blocked, int from, int row, int column, int nextRow, int nextColumn) {
    if (!free(blocked, from + nextRow * width + nextColumn)) {
      return false;
    }
    if (row == nextRow || column == nextColumn) {
      return true;
    }
    boolean openCorners =
        free(blocked, from + row * width + nextColumn)
            && free(blocked, from + nextRow * width + column);
    return moves.neighbours() == 8 && (openCorners || moves.cutsCorners());
  }

  private static boolean free(boolean[] blocked, int cell) {
    return blocked.length == 0 || !blocked[cell];
  }

  private void push(double key, int cell) {
    int at = size++;
    while (at > 0 && keys[(at - 1) / 2] > key) {
      keys[at] = keys[(at - 1) / 2];
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    keys[at] = key;
    heap[at] = cell;
  }

  private int pop() {
    int top = heap[0];
    double key = keys[--size];
    int cell = heap[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (keys[child] >= key) {
        break;
      }
      keys[at] = keys[child];
      heap[at] = heap[child];
      at = child;
    }
    keys[at] = key;
    heap[at] = cell;
    return top;
  }
}
