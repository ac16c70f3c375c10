package org.newtonlosses.training.cli.data;

import com.google.common.base.Ascii;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathExtras;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.Terrain;
import org.newtonlosses.data.maps.TerrainStatistics;

/**
 * Statistics of maps; beside those of the two Warcraft maps whose layouts are published, if they
 * are from the first to the last cell by the same moves, with no cell blocked.
 *
 * @param name of the maps
 * @param maps whose cells are terrain
 */
record TerrainTable(String name, PathSet maps) {
  private static final String NUMBER = "%14.2f";
  private static final String SHARE = "%12.1f %%";

  /**
   * Prints a line for each number.
   *
   * @throws IOException if a map cannot be read
   */
  void print(PrintWriter out) throws IOException {
    TerrainStatistics statistics = TerrainStatistics.of(maps);
    boolean comparable =
        maps.moves().equals(GridMoves.PLAIN) && maps.shape().extras().equals(PathExtras.NONE);
    Optional<TerrainStatistics> published =
        comparable ? Optional.of(TerrainStatistics.ofPublishedMaps()) : Optional.empty();
    Lines lines = new Lines(out, statistics, published);
    out.printf("  %-22s %14s%s%n", "", name, comparable ? "   Warcraft maps" : "");
    lines.print("maps", "%14.0f", TerrainStatistics::maps);
    for (Terrain terrain : Terrain.values()) {
      lines.share(key(terrain), found -> found.shares().get(terrain));
    }
    statistics
        .contacts()
        .cellSet()
        .forEach(
            cell ->
                lines.share(
                    "pairs %s-%s".formatted(key(cell.getRowKey()), key(cell.getColumnKey())),
                    found -> found.contacts().get(cell.getRowKey(), cell.getColumnKey())));
    lines.share("blocked cells", TerrainStatistics::blocked);
    lines.print("cells of a path", NUMBER, TerrainStatistics::pathCells);
    lines.print("cost of a path", NUMBER, TerrainStatistics::pathCost);
    lines.print("several shortest", SHARE, found -> 100 * found.severalOptima());
  }

  private static String key(Terrain terrain) {
    return Ascii.toLowerCase(terrain.name()).replace('_', '-');
  }

  /** One column of numbers, or two. */
  private record Lines(
      PrintWriter out, TerrainStatistics found, Optional<TerrainStatistics> published) {

    /** Terrains that never touch in either would only be noise, as would blocked cells. */
    void share(String what, ToDoubleFunction<TerrainStatistics> share) {
      if (share.applyAsDouble(found) > 0
          || published.filter(other -> share.applyAsDouble(other) > 0).isPresent()) {
        print(what, SHARE, statistics -> 100 * share.applyAsDouble(statistics));
      }
    }

    void print(String what, String format, ToDoubleFunction<TerrainStatistics> number) {
      String second =
          published
              .map(other -> String.format(Locale.ROOT, "  " + format, number.applyAsDouble(other)))
              .orElse("");
      out.println(
          String.format(Locale.ROOT, "  %-22s " + format, what, number.applyAsDouble(found))
              + second);
    }
  }
}
