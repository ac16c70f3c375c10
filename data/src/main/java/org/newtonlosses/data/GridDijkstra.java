package org.newtonlosses.data;

/** Dijkstra's algorithm on grids with vertex costs and 8 neighbours. */
@SuppressWarnings("DoNotCallSuggester")
public final class GridDijkstra {

  private GridDijkstra() {}

  /**
   * A shortest path from the first to the last cell.
   *
   * @param cells 0 or 1, [h·w]
   * @param cost the sum of the costs on it, both ends included
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Solution(byte[] cells, double cost) {}

  /**
   * Solves a grid.
   *
   * @param costs positive and finite, [h·w] in row-major order
   * @param height h
   * @param width w
   */
  public static Solution solve(double[] costs, int height, int width) {
    throw new UnsupportedOperationException();
  }
}
