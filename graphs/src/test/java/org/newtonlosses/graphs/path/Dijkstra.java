package org.newtonlosses.graphs.path;

import java.util.Arrays;

/**
 * Dijkstra's algorithm on one grid of 8 neighbours, on arrays: what the exact solver must equal.
 */
final class Dijkstra {

  private final int height;
  private final int width;
  private final double[] distances;
  private final int[] previous;
  private final boolean[] settled;
  private final double[] keys;
  private final int[] heap;
  private int size;

  /** Holds the memory for grids of this size. */
  Dijkstra(int height, int width) {
    this.height = height;
    this.width = width;
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
   * Solves one grid.
   *
   * @param costs of many grids, in row-major order
   * @param from where the grid starts among them
   * @param path gets the zeros and ones of the path at the same place
   * @return the cost of the path, in the order in which it is walked
   */
  double solve(double[] costs, int from, double[] path) {
    int cells = height * width;
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    Arrays.fill(settled, false);
    distances[0] = costs[from];
    previous[0] = -1;
    size = 0;
    push(distances[0], 0);
    while (!settled[cells - 1]) {
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
          double distance = distances[cell] + costs[from + next];
          if (!settled[next] && distance < distances[next]) {
            distances[next] = distance;
            previous[next] = cell;
            push(distance, next);
          }
        }
      }
    }
    for (int cell = cells - 1; cell >= 0; cell = previous[cell]) {
      path[from + cell] = 1;
    }
    return distances[cells - 1];
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
