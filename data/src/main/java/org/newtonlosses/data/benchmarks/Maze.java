package org.newtonlosses.data.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.data.maps.GridDijkstra;
import org.newtonlosses.data.maps.GridProblem;

/**
 * A maze of neural-astar.
 *
 * @param arrays it is of
 * @param index of it in them
 * @param blocked 1 or 0, [h·w]
 * @param goal a free cell
 * @param distances steps to the goal, negative; −h·w: no path, or blocked; [h·w]
 */
@SuppressWarnings("ArrayRecordComponent")
record Maze(MazeArrays arrays, long index, byte[] blocked, int goal, double[] distances) {

  /**
   * Returns the cells whose distance is not one more than the least of their neighbours'. Where
   * there is none, all distances are right: this equation has no other solution.
   */
  int[] wrongDistances() {
    return IntStream.range(0, blocked.length)
        .filter(cell -> -distances[cell] != stepsByNeighbours(cell))
        .toArray();
  }

  /** Returns what the steps from a cell to the goal are by the distances of its neighbours. */
  double stepsByNeighbours(int cell) {
    double unreachable = blocked.length;
    if (cell == goal) {
      return 0;
    }
    if (blocked[cell] != 0) {
      return unreachable;
    }
    double least = unreachable;
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        int row = cell / arrays.width() + down;
        int column = cell % arrays.width() + right;
        boolean neighbour =
            (down != 0 || right != 0)
                && (arrays.moves().neighbours() == 8 || down == 0 || right == 0)
                && row >= 0
                && row < arrays.height()
                && column >= 0
                && column < arrays.width();
        if (neighbour) {
          least = Math.min(least, 1 - distances[row * arrays.width() + column]);
        }
      }
    }
    return Math.min(least, unreachable);
  }

  /**
   * Draws a start and finds the shortest path.
   *
   * @param random whose numbers 2i and 2i + 1 are used
   * @throws IOException if it has another length than the file says
   */
  UnitMap example(CounterRandom random, long i) throws IOException {
    int start = new StartRegions(distances).draw(random, i);
    double[] costs = new double[blocked.length];
    Arrays.fill(costs, 1);
    GridDijkstra.Solution solution =
        GridDijkstra.solve(
                new GridProblem(
                    arrays.height(), arrays.width(), costs, blocked, start, goal, arrays.moves()))
            .orElseThrow(() -> error(start, "no path leads from %s to the goal %s"));
    // The cost counts both ends.
    if (solution.cost() - 1 != -distances[start]) {
      throw error(
          start,
          "the shortest path from %s to the goal %s has " + (solution.cost() - 1) + " steps");
    }
    return new UnitMap(blocked, solution.path());
  }

  private IOException error(int start, String found) {
    return arrays.distanceError(
        "map %d: %s, the file says %s"
            .formatted(
                index,
                found.formatted(arrays.place(start), arrays.place(goal)),
                -distances[start]));
  }
}
