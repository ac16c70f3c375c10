package org.newtonlosses.data;

/** Generated terrain maps, the stand-in for the Warcraft maps that cannot be redistributed. */
@SuppressWarnings("DoNotCallSuggester")
public final class TerrainMaps {

  private TerrainMaps() {}

  /**
   * Generates maps in memory.
   *
   * @param train how many to learn from, at least 1
   * @param validation how many for validation, at least 1
   * @param test how many for the test, at least 1
   * @param height rows of cells
   * @param width columns of cells
   * @param seed the same seed gives the same maps
   */
  public static PathSplits splits(
      int train, int validation, int test, int height, int width, long seed) {
    throw new UnsupportedOperationException();
  }
}
