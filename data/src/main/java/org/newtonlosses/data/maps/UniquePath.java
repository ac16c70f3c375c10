package org.newtonlosses.data.maps;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Changes the terrain of a map here and there until its shortest path is the only one.
 *
 * <p>Where another path is as cheap, its part between where it leaves the shortest path and where
 * it comes back is looked at: a cell of it becomes dearer, by the rules of what may lie beside what
 * ({@link Terrain#mayTouch}) if that can be, else without. That leaves the shortest path what it
 * was, and makes none cheaper. Only where all cells of the other part are of the dearest terrain, a
 * cell of the shortest path becomes cheaper, or at last one of the other part.
 */
final class UniquePath {
  private static final int MOST_SEARCHES = 10_000;

  private final TerrainLayout layout;
  private final GridProblem problem;

  private UniquePath(TerrainLayout layout, GridProblem problem) {
    this.layout = layout;
    this.problem = problem;
  }

  /**
   * Changes a map.
   *
   * @param layout its terrain, which is changed
   * @param problem its costs, which are changed alike
   * @throws IllegalStateException if there are more changes than any map should need
   */
  static void make(TerrainLayout layout, GridProblem problem) {
    UniquePath path = new UniquePath(layout, problem);
    for (int search = 0; search < MOST_SEARCHES; search++) {
      List<GridDijkstra.Fork> forks = GridDijkstra.forks(problem);
      if (forks.isEmpty()) {
        return;
      }
      path.part(forks);
    }
    throw new IllegalStateException(
        "several shortest paths were left after %s searches".formatted(MOST_SEARCHES));
  }

  private void part(List<GridDijkstra.Fork> forks) {
    Set<Integer> dearer = new HashSet<>();
    for (GridDijkstra.Fork fork : forks) {
      // One that passes a cell that has become dearer need not be a fork any more.
      if (Arrays.stream(fork.left()).noneMatch(dearer::contains)) {
        OptionalInt changed = change(fork.left(), 1);
        if (changed.isEmpty()) {
          // What becomes cheaper may be on other paths, too: they are sought anew.
          if (change(fork.kept(), -1).isEmpty() && change(fork.left(), -1).isEmpty()) {
            throw new IllegalStateException("two paths of one cell each, both grass and rock");
          }
          return;
        }
        dearer.add(changed.getAsInt());
      }
    }
  }

  /** Changes a cell by the rules, if none can be so the first that can be, else none. */
  private OptionalInt change(int[] cells, int direction) {
    OptionalInt changed = change(cells, direction, true);
    return changed.isPresent() ? changed : change(cells, direction, false);
  }

  /** Changes the first cell that can be, to the next terrain in a direction; or none. */
  private OptionalInt change(int[] cells, int direction, boolean byTheRules) {
    Terrain[] terrains = Terrain.values();
    for (int cell : cells) {
      int row = cell / problem.width();
      int column = cell % problem.width();
      for (int next = layout.at(row, column).index() + direction;
          next >= 0 && next < terrains.length;
          next += direction) {
        if (!byTheRules || layout.allows(row, column, terrains[next])) {
          layout.set(row, column, terrains[next]);
          problem.costs()[cell] = terrains[next].cost();
          return OptionalInt.of(cell);
        }
      }
    }
    return OptionalInt.empty();
  }
}
