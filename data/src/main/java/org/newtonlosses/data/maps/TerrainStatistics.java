package org.newtonlosses.data.maps;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import java.io.IOException;
import java.util.Map;

/**
 * What terrain maps are like, to compare generated ones with real ones. A cell's terrain is taken
 * from its cost ({@link Terrain#nearest}).
 *
 * @param maps how many were looked at
 * @param shares share of the free cells, by terrain
 * @param contacts share of the pairs of free neighbouring cells (8 neighbours) that are of two
 *     terrains, the first in the order of {@link Terrain} as the row; they sum up to 1
 * @param blocked share of the cells that no path enters
 * @param pathCells mean number of cells of the labels
 * @param pathCost mean cost of the labels, by the moves of the maps
 * @param severalOptima share of the maps with several shortest paths, of which the label is one
 */
public record TerrainStatistics(
    long maps,
    Map<Terrain, Double> shares,
    Table<Terrain, Terrain, Double> contacts,
    double blocked,
    double pathCells,
    double pathCost,
    double severalOptima) {

  /** Copies map and table. */
  public TerrainStatistics {
    shares = ImmutableMap.copyOf(shares);
    contacts = ImmutableTable.copyOf(contacts);
  }

  /**
   * Looks at all maps of a set, one at a time.
   *
   * @throws IOException if a map cannot be read
   */
  public static TerrainStatistics of(PathSet maps) throws IOException {
    Counts counts = new Counts();
    try (PathBatch batch = maps.allocate(1)) {
      for (long i = 0; i < maps.size(); i++) {
        maps.fill(i, batch, 0);
        counts.add(batch.problem(0, maps.moves()), batch.paths());
      }
    }
    return counts.statistics();
  }

  /** Looks at the two maps of the Warcraft data set whose layouts are known to this program. */
  public static TerrainStatistics ofPublishedMaps() {
    Counts counts = new Counts();
    for (PublishedMap map : PublishedMap.ALL) {
      counts.add(GridProblem.corners(map.costs(), map.height(), map.width()), map.path());
    }
    return counts.statistics();
  }

  /** Sums over maps. */
  private static final class Counts {
    private static final int BLOCKED = -1;

    private final long[] cells = new long[Terrain.values().length];
    private final long[][] pairs = new long[cells.length][cells.length];
    private long maps;
    private long blocked;
    private long allCells;
    private long allPairs;
    private long pathCells;
    private double pathCost;
    private long severalOptima;

    void add(GridProblem problem, byte[] path) {
      int[] terrain = new int[path.length];
      for (int cell = 0; cell < path.length; cell++) {
        terrain[cell] =
            problem.isFree(cell) ? Terrain.nearest(problem.costs()[cell]).index() : BLOCKED;
        if (terrain[cell] == BLOCKED) {
          blocked++;
        } else {
          cells[terrain[cell]]++;
        }
        pathCells += path[cell];
      }
      int height = problem.height();
      int width = problem.width();
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          int cell = row * width + column;
          boolean below = row + 1 < height;
          addPair(terrain, cell, cell + 1, column + 1 < width);
          addPair(terrain, cell, cell + width - 1, below && column > 0);
          addPair(terrain, cell, cell + width, below);
          addPair(terrain, cell, cell + width + 1, below && column + 1 < width);
        }
      }
      maps++;
      allCells += path.length;
      pathCost += GridPath.of(path, problem).orElseThrow().cost(problem);
      severalOptima += GridDijkstra.hasSeveralOptima(problem) ? 1 : 0;
    }

    private void addPair(int[] terrain, int one, int other, boolean exists) {
      if (exists && terrain[one] != BLOCKED && terrain[other] != BLOCKED) {
        int low = Math.min(terrain[one], terrain[other]);
        pairs[low][Math.max(terrain[one], terrain[other])]++;
        allPairs++;
      }
    }

    TerrainStatistics statistics() {
      ImmutableMap.Builder<Terrain, Double> shares = ImmutableMap.builder();
      ImmutableTable.Builder<Terrain, Terrain, Double> contacts = ImmutableTable.builder();
      for (Terrain one : Terrain.values()) {
        shares.put(one, (double) cells[one.index()] / (allCells - blocked));
        for (Terrain other : Terrain.values()) {
          if (one.index() <= other.index()) {
            // A grid of one cell has no pairs.
            long count = pairs[one.index()][other.index()];
            contacts.put(one, other, (double) count / Math.max(1, allPairs));
          }
        }
      }
      return new TerrainStatistics(
          maps,
          shares.buildOrThrow(),
          contacts.buildOrThrow(),
          (double) blocked / allCells,
          (double) pathCells / maps,
          pathCost / maps,
          (double) severalOptima / maps);
    }
  }
}
