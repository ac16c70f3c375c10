package org.newtonlosses.training.cli.data;

import com.google.common.base.Ascii;
import java.io.PrintWriter;
import java.util.Locale;
import org.newtonlosses.data.maps.Terrain;
import org.newtonlosses.data.maps.TerrainStatistics;

/**
 * Statistics of maps beside those of the two Warcraft maps whose layouts are published.
 *
 * @param name of the maps
 * @param statistics of the maps
 */
record TerrainTable(String name, TerrainStatistics statistics) {

  /** Prints a line for each number. */
  void print(PrintWriter out) {
    TerrainStatistics published = TerrainStatistics.ofPublishedMaps();
    out.printf("  %-22s %14s  %14s%n", "", name, "Warcraft maps");
    out.printf("  %-22s %14d  %14d%n", "maps", statistics.maps(), published.maps());
    for (Terrain terrain : Terrain.values()) {
      share(out, key(terrain), statistics.shares().get(terrain), published.shares().get(terrain));
    }
    statistics
        .contacts()
        .cellSet()
        .forEach(
            cell ->
                share(
                    out,
                    "pairs %s-%s".formatted(key(cell.getRowKey()), key(cell.getColumnKey())),
                    cell.getValue(),
                    published.contacts().get(cell.getRowKey(), cell.getColumnKey())));
    number(out, "cells of a path", statistics.pathCells(), published.pathCells());
    number(out, "cost of a path", statistics.pathCost(), published.pathCost());
    share(out, "several shortest", statistics.severalOptima(), published.severalOptima());
  }

  private static void share(PrintWriter out, String what, double one, double other) {
    // Terrains that never touch in either would only be noise.
    if (one > 0 || other > 0) {
      out.println(
          String.format(Locale.ROOT, "  %-22s %12.1f %%  %12.1f %%", what, 100 * one, 100 * other));
    }
  }

  private static String key(Terrain terrain) {
    return Ascii.toLowerCase(terrain.name()).replace('_', '-');
  }

  private static void number(PrintWriter out, String what, double one, double other) {
    out.println(String.format(Locale.ROOT, "  %-22s %14.2f  %14.2f", what, one, other));
  }
}
