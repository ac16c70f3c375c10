package org.newtonlosses.data.maps;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;

/**
 * What generated maps are like.
 *
 * <pre>{@code
 * TerrainSettings plain = TerrainSettings.of(12, 12, 0);
 * TerrainSettings own =
 *     new TerrainSettings(32, 32, TerrainSettings.Ends.RANDOM, 0.2, true, GridMoves.OCTILE, 0);
 * }</pre>
 *
 * @param height rows of cells, at least 1
 * @param width columns of cells, at least 1
 * @param ends where paths begin and end
 * @param obstacles share of the cells that are blocked, 0 to 0.5: blobs, painted as pale walls. The
 *     goal can always be reached: in one of 20 draws, else a way is cleared, and the share is
 *     smaller
 * @param unique whether terrains are changed until no other path is as cheap
 * @param moves for which labels are the shortest paths
 * @param seed the same seed gives the same maps
 */
public record TerrainSettings(
    int height,
    int width,
    Ends ends,
    double obstacles,
    boolean unique,
    GridMoves moves,
    long seed) {
  /** The largest share of blocked cells. */
  public static final double MOST_OBSTACLES = 0.5;

  /** Where paths begin and end. */
  public enum Ends {
    /** In the first and the last cell. */
    CORNERS,

    /**
     * Anywhere, at least half the longer side apart: max(|Δrow|, |Δcolumn|) ≥ ⌊max(h, w)/2⌋, in
     * cells that are free.
     */
    RANDOM
  }

  /** Checks the sizes and the share. */
  public TerrainSettings {
    checkArgument(
        height >= 1 && width >= 1,
        "grid of %s x %s cells, at least 1 x 1 is allowed",
        height,
        width);
    checkArgument(
        obstacles >= 0 && obstacles <= MOST_OBSTACLES,
        "obstacles %s, a share of the cells from 0 to %s is allowed",
        obstacles,
        MOST_OBSTACLES);
  }

  /** The terrain of the Warcraft maps: from the first to the last cell by plain moves. */
  public static TerrainSettings of(int height, int width, long seed) {
    return new TerrainSettings(height, width, Ends.CORNERS, 0, false, GridMoves.PLAIN, seed);
  }

  PathExtras extras() {
    return new PathExtras(ends == Ends.RANDOM, obstacles > 0, moves.countsLengths());
  }

  /** In words, such as {@code 12 x 12 cells, random ends}. */
  String words() {
    List<String> words = new ArrayList<>();
    words.add("%d x %d cells".formatted(height, width));
    if (ends == Ends.RANDOM) {
      words.add("random ends");
    }
    if (obstacles > 0) {
      words.add("%s blocked".formatted(obstacles));
    }
    if (unique) {
      words.add("unique paths");
    }
    if (!moves.equals(GridMoves.PLAIN)) {
      words.add(moves.words());
    }
    return String.join(", ", words);
  }
}
