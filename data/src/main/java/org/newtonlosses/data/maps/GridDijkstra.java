package org.newtonlosses.data.maps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Dijkstra's algorithm on grids with vertex costs: the shortest path from one cell to another.
 *
 * <p>Ties: going back from the goal, of several predecessors of equal cost the first by row, then
 * by column, is taken; the solver in TensorFlow graphs does the same. On the Warcraft maps this
 * gives the published labels. Where diagonal steps count √2, costs are equal that differ by less
 * than 10⁻⁹ of them, as the order of summands changes the last bits.
 *
 * <p>Where the cost of a step depends only on the cell that is entered, the first neighbour that
 * reaches a cell reaches it at its final cost: each cell enters the heap once, and no key is ever
 * decreased. Else keys are decreased. O(h·w log(h·w)).
 *
 * <pre>{@code
 * double[] costs = {1, 9, 1, 1, 1, 1};
 * GridDijkstra.solve(costs, 2, 3).cost(); // → 3.0
 * GridDijkstra.solve(GridProblem.corners(costs, 2, 3)).isPresent(); // → true
 * }</pre>
 *
 * <p>Source: E. W. Dijkstra, "A note on two problems in connexion with graphs" (1959).
 */
public final class GridDijkstra {
  private static final int NONE = -1;

  /** Sums of √2 are equal if they differ by less than this part of them. */
  private static final double ROUNDING = 1e-9;

  /** A path that is dearer by less than this part of the cost is another optimum in float32. */
  private static final double MARGIN = 1e-5;

  private final GridProblem problem;
  private final int height;
  private final int width;
  private final double[] costs;

  /** Whether diagonal steps cost more than straight ones, so that keys may decrease. */
  private final boolean countsLengths;

  /** Whether there are neighbours that one may not step to. */
  private final boolean restricted;

  /** Cost of the best path to a cell that is known; ∞: none yet. */
  private final double[] distance;

  private final int[] predecessor;

  // Not a PriorityQueue, which takes 1.4 times as long: the exact solver is measured against this.
  private final int[] heap;
  private int heapSize;

  /** Where a cell is in the heap, NONE if it is in it no more; only where keys may decrease. */
  private final int[] places;

  private GridDijkstra(GridProblem problem) {
    this.problem = problem;
    this.height = problem.height();
    this.width = problem.width();
    this.costs = problem.costs();
    this.countsLengths = problem.moves().countsLengths();
    this.restricted = problem.blocked().length > 0 || problem.moves().neighbours() < 8;
    this.distance = new double[costs.length];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    this.predecessor = new int[costs.length];
    this.heap = new int[costs.length];
    this.places = new int[countsLengths ? costs.length : 0];
    if (problem.isFree(problem.start())) {
      boolean counted = problem.moves().stepCost() == GridMoves.StepCost.CELL;
      reach(problem.start(), counted ? costs[problem.start()] : 0, NONE);
    }
  }

  /**
   * A shortest path.
   *
   * @param path its cells
   * @param cost what it costs, added up from the start
   */
  public record Solution(GridPath path, double cost) {

    /** Returns ones for the cells of the path, else zeros, [h·w] in row-major order. */
    public byte[] cells() {
      return path.cells();
    }
  }

  /**
   * Finds a shortest path from the first to the last cell by {@link GridMoves#PLAIN}.
   *
   * @param costs positive and finite, [h·w] in row-major order
   * @param height h, at least 1
   * @param width w, at least 1
   * @throws IllegalArgumentException if a cost is not positive and finite, or their number is not
   *     h·w
   */
  public static Solution solve(double[] costs, int height, int width) {
    return solve(GridProblem.corners(costs, height, width)).orElseThrow();
  }

  /**
   * Finds a shortest path.
   *
   * @return empty where no path leads to the goal, since blocked cells part it from the start or
   *     one of them is blocked
   */
  public static Optional<Solution> solve(GridProblem problem) {
    GridDijkstra search = new GridDijkstra(problem);
    return search.reachesGoal()
        ? Optional.of(new Solution(search.path(), search.distance[problem.goal()]))
        : Optional.empty();
  }

  /**
   * Returns whether a grid has several shortest paths: at equal cost. Costs are compared as they
   * add up in float64, which is exact for float16 costs.
   *
   * @param costs as for {@link #solve(double[], int, int)}
   * @param height h, at least 1
   * @param width w, at least 1
   */
  public static boolean hasSeveralOptima(double[] costs, int height, int width) {
    return hasSeveralOptima(GridProblem.corners(costs, height, width));
  }

  /**
   * Returns whether there are several shortest paths. Where diagonal steps count √2, paths that are
   * dearer by less than 10⁻⁵ of the cost count as such, since float32 may not tell them apart.
   *
   * @return false, too, if there is no path
   */
  public static boolean hasSeveralOptima(GridProblem problem) {
    return !forks(problem).isEmpty();
  }

  /**
   * Two shortest paths' parts between the cell where they part and the one where they meet again,
   * backwards, without both.
   *
   * @param kept the part of the path that is found
   * @param left the other part, none of whose cells is on the path that is found
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Fork(int[] kept, int[] left) {}

  /**
   * Returns where other shortest paths leave the one that is found, from the goal on: for each of
   * its cells and each other predecessor as good as its own, one. None if there is one path only,
   * or no path.
   */
  static List<Fork> forks(GridProblem problem) {
    GridDijkstra search = new GridDijkstra(problem);
    return search.reachesGoal() ? search.forks() : List.of();
  }

  /** Searches until the distance of the goal is final. */
  private boolean reachesGoal() {
    int goal = problem.goal();
    while (heapSize > 0 && (countsLengths || distance[goal] == Double.POSITIVE_INFINITY)) {
      int cell = pop();
      if (cell == goal) {
        return true;
      }
      expand(cell);
    }
    return distance[goal] < Double.POSITIVE_INFINITY;
  }

  private GridPath path() {
    int count = 0;
    for (int cell = problem.goal(); cell != NONE; cell = predecessor[cell]) {
      count++;
    }
    int[] order = new int[count];
    for (int cell = problem.goal(); cell != NONE; cell = predecessor[cell]) {
      order[--count] = cell;
    }
    return new GridPath(height, width, order);
  }

  private List<Fork> forks() {
    double margin = countsLengths ? MARGIN * distance[problem.goal()] : 0;
    byte[] path = path().cells();
    List<Fork> forks = new ArrayList<>();
    for (int cell = problem.goal(); predecessor[cell] != NONE; cell = predecessor[cell]) {
      for (int row = problem.firstRow(cell); row <= problem.lastRow(cell); row++) {
        for (int column = problem.firstColumn(cell); column <= problem.lastColumn(cell); column++) {
          int from = row * width + column;
          if (from != cell
              && from != predecessor[cell]
              && distance[from] < distance[cell]
              && problem.allows(from, cell)
              && distance[from] + problem.stepCost(from, cell) <= distance[cell] + margin) {
            forks.add(fork(predecessor[cell], from, path));
          }
        }
      }
    }
    return forks;
  }

  private Fork fork(int kept, int left, byte[] path) {
    int meeting = left;
    int leftCount = 0;
    while (path[meeting] == 0) {
      meeting = predecessor[meeting];
      leftCount++;
    }
    int keptCount = 0;
    for (int cell = kept; cell != meeting && cell != NONE; cell = predecessor[cell]) {
      keptCount++;
    }
    return new Fork(back(kept, keptCount), back(left, leftCount));
  }

  private int[] back(int from, int count) {
    int[] cells = new int[count];
    int cell = from;
    for (int i = 0; i < count; i++) {
      cells[i] = cell;
      cell = predecessor[cell];
    }
    return cells;
  }

  private void expand(int from) {
    int fromRow = from / width;
    int fromColumn = from % width;
    int lastRow = Math.min(height - 1, fromRow + 1);
    int lastColumn = Math.min(width - 1, fromColumn + 1);
    for (int row = Math.max(0, fromRow - 1); row <= lastRow; row++) {
      for (int column = Math.max(0, fromColumn - 1); column <= lastColumn; column++) {
        int cell = row * width + column;
        boolean reached = distance[cell] < Double.POSITIVE_INFINITY;
        if ((reached && !countsLengths) || (restricted && !problem.allows(from, cell))) {
          continue;
        }
        boolean longer = countsLengths && row != fromRow && column != fromColumn;
        double reachedAt =
            distance[from] + (longer ? GridMoves.DIAGONAL * costs[cell] : costs[cell]);
        if (!reached) {
          reach(cell, reachedAt, from);
        } else if (places[cell] != NONE) {
          improve(cell, reachedAt, from);
        }
      }
    }
  }

  /** Puts a cell into the heap. */
  private void reach(int cell, double cost, int from) {
    distance[cell] = cost;
    predecessor[cell] = from;
    rise(cell, heapSize++);
  }

  /** Keeps the better way to a cell in the heap, of two that are as good the first one's. */
  private void improve(int cell, double cost, int from) {
    double rounding = ROUNDING * distance[cell];
    if (cost < distance[cell] - rounding
        || (cost <= distance[cell] + rounding && from < predecessor[cell])) {
      predecessor[cell] = from;
    }
    if (cost < distance[cell]) {
      distance[cell] = cost;
      rise(cell, places[cell]);
    }
  }

  private void rise(int cell, int from) {
    int place = from;
    while (place > 0) {
      int parent = heap[(place - 1) / 2];
      if (!precedes(cell, parent)) {
        break;
      }
      put(parent, place);
      place = (place - 1) / 2;
    }
    put(cell, place);
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
      put(heap[child], place);
      place = child;
    }
    put(last, place);
    if (countsLengths) {
      places[first] = NONE;
    }
    return first;
  }

  private void put(int cell, int place) {
    heap[place] = cell;
    if (countsLengths) {
      places[cell] = place;
    }
  }

  private boolean precedes(int a, int b) {
    return distance[a] != distance[b] ? distance[a] < distance[b] : a < b;
  }
}
