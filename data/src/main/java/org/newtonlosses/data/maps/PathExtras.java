package org.newtonlosses.data.maps;

/**
 * What maps have beside picture, path and costs.
 *
 * @param ends whether each has a start and a goal of its own; else paths run from the first cell to
 *     the last
 * @param blocked whether there are cells that no path enters
 * @param diagonals whether it is kept which cells a path enters by a diagonal step: where those
 *     count √2
 */
public record PathExtras(boolean ends, boolean blocked, boolean diagonals) {

  /** Nothing. */
  public static final PathExtras NONE = new PathExtras(false, false, false);
}
