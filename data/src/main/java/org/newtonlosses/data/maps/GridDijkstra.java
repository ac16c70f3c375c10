package org.newtonlosses.data.maps;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Dijkstra's algorithm on grids with vertex costs: the shortest path from the first cell (0, 0) to
 * the last cell (h − 1, w − 1) over the 8 neighbours, both ends counted.
 *
 * <p>Ties: going back from the last cell, of several predecessors of equal cost the first by row,
 * then by column, is taken; the solver in TensorFlow graphs does the same. On the Warcraft maps
 * this gives the published labels.
 *
 * <p>As the cost of a step depends only on the cell that is entered, the first neighbour that
 * reaches a cell reaches it at its final cost: each cell enters the heap once, and no key is ever
 * decreased. O(h·w log(h·w)).
 *
 * <p>Source: E. W. Dijkstra, "A note on two problems in connexion with graphs" (1959).
 */
public final class GridDijkstra {
  private static final int NONE = -1;

  private final int height;
  private final int width;
  private final double[] costs;

  /** Cost of the shortest path to a cell that was reached; 0: not yet. */
  private final double[] distance;

  private final int[] predecessor;

  // Not a PriorityQueue, which takes 1.4 times as long: the exact solver is measured against this.
  private final int[] heap;
  private int heapSize;

  private GridDijkstra(double[] costs, int height, int width) {
    checkArgument(
        height >= 1 && width >= 1 && costs.length == (long) height * width,
        "%s costs for a grid of %s x %s cells",
        costs.length,
        height,
        width);
    for (int cell = 0; cell < costs.length; cell++) {
      checkArgument(
          costs[cell] > 0 && costs[cell] < Double.POSITIVE_INFINITY,
          "cost %s of cell (%s, %s), only positive finite costs are allowed",
          costs[cell],
          cell / width,
          cell % width);
    }
    this.height = height;
    this.width = width;
    this.costs = costs;
    this.distance = new double[costs.length];
    this.predecessor = new int[costs.length];
    this.heap = new int[costs.length];
    reach(0, NONE);
  }

  /**
   * A shortest path from the first to the last cell.
   *
   * @param cells 0 or 1, [h·w]
   * @param cost the sum of the costs on it, both ends included, added up from the first cell
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Solution(byte[] cells, double cost) {}

  /**
   * Solves a grid.
   *
   * @param costs positive and finite, [h·w] in row-major order
   * @param height h, at least 1
   * @param width w, at least 1
   * @throws IllegalArgumentException if a cost is not positive and finite, or their number is not
   *     h·w
   */
  public static Solution solve(double[] costs, int height, int width) {
    GridDijkstra search = new GridDijkstra(costs, height, width);
    int goal = costs.length - 1;
    while (search.distance[goal] == 0) {
      search.expand(search.pop());
    }
    byte[] cells = new byte[costs.length];
    for (int cell = goal; cell != NONE; cell = search.predecessor[cell]) {
      cells[cell] = 1;
    }
    return new Solution(cells, search.distance[goal]);
  }

  /**
   * Returns whether a grid has several shortest paths: at equal cost. Costs are compared as they
   * add up in float64, which is exact for float16 costs.
   *
   * @param costs as for {@link #solve}
   * @param height h, at least 1
   * @param width w, at least 1
   */
  public static boolean hasSeveralOptima(double[] costs, int height, int width) {
    GridDijkstra search = new GridDijkstra(costs, height, width);
    boolean[] several = new boolean[costs.length];
    int cell;
    do {
      cell = search.pop();
      several[cell] = search.severalLeadTo(cell, several);
      search.expand(cell);
    } while (cell != costs.length - 1);
    return several[cell];
  }

  /** All cells before this one are settled: theirs are the only paths that can lead to it. */
  private boolean severalLeadTo(int cell, boolean[] several) {
    int ways = 0;
    for (int row = firstRow(cell); row <= lastRow(cell); row++) {
      for (int column = firstColumn(cell); column <= lastColumn(cell); column++) {
        int from = row * width + column;
        if (from != cell && distance[from] > 0 && distance[from] + costs[cell] == distance[cell]) {
          ways += several[from] ? 2 : 1;
        }
      }
    }
    return ways > 1;
  }

  private void expand(int from) {
    for (int row = firstRow(from); row <= lastRow(from); row++) {
      for (int column = firstColumn(from); column <= lastColumn(from); column++) {
        int cell = row * width + column;
        if (distance[cell] == 0) {
          reach(cell, from);
        }
      }
    }
  }

  private int firstRow(int cell) {
    return Math.max(0, cell / width - 1);
  }

  private int lastRow(int cell) {
    return Math.min(height - 1, cell / width + 1);
  }

  private int firstColumn(int cell) {
    return Math.max(0, cell % width - 1);
  }

  private int lastColumn(int cell) {
    return Math.min(width - 1, cell % width + 1);
  }

  /** Puts a cell into the heap. */
  private void reach(int cell, int from) {
    distance[cell] = (from == NONE ? 0 : distance[from]) + costs[cell];
    predecessor[cell] = from;
    int place = heapSize++;
    while (place > 0) {
      int parent = heap[(place - 1) / 2];
      if (!precedes(cell, parent)) {
        break;
      }
      heap[place] = parent;
      place = (place - 1) / 2;
    }
    heap[place] = cell;
  }

  /** Takes the first cell out of the heap. */
  private int pop() {
    int first = heap[0];
    int last = heap[--heapSize];
    int place = 0;
    for (int child = 1; child < heapSize; child = 2 * place + 1) {
      if (child + 1 < heapSize && precedes(heap[child + 1], heap[child])) {
        child++;
      }
      if (!precedes(heap[child], last)) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = last;
    return first;
  }

  private boolean precedes(int a, int b) {
    return distance[a] != distance[b] ? distance[a] < distance[b] : a < b;
  }
}
