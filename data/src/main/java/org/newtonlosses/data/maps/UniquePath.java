package org.newtonlosses.data.maps;

import java.util.Optional;

/**
 * Changes the terrain of a map here and there until its shortest path is the only one.
 *
 * <p>While another path is as cheap, its part between where it leaves the shortest path and where
 * it comes back is looked at: a cell of it becomes dearer, by the rules of what may lie beside what
 * ({@link Terrain#mayTouch}) if that can be, else without. That leaves the shortest path what it
 * was, and makes none cheaper. Only where all cells of the other part are of the dearest terrain, a
 * cell of the shortest path becomes cheaper, or at last one of the other part.
 */
final class UniquePath {
  private static final int MOST_CHANGES_OF_A_CELL = 10;

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
    long most = (long) MOST_CHANGES_OF_A_CELL * problem.costs().length;
    for (long change = 0; change < most; change++) {
      Optional<GridDijkstra.Fork> fork = GridDijkstra.fork(problem);
      if (fork.isEmpty()) {
        return;
      }
      path.part(fork.get());
    }
    throw new IllegalStateException("%s changes left several shortest paths".formatted(most));
  }

  private void part(GridDijkstra.Fork fork) {
    boolean changed =
        change(fork.left(), 1, true)
            || change(fork.left(), 1, false)
            || change(fork.kept(), -1, true)
            || change(fork.kept(), -1, false)
            || change(fork.left(), -1, false);
    if (!changed) {
      throw new IllegalStateException("two paths of one terrain that cannot be told apart");
    }
  }

  /** Changes the first cell that can be, to the next terrain in a direction; or says that none. */
  private boolean change(int[] cells, int direction, boolean byTheRules) {
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
          return true;
        }
      }
    }
    return false;
  }
}
