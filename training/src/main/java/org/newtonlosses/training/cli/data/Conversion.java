package org.newtonlosses.training.cli.data;

import com.google.common.base.Ascii;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.TerrainStatistics;
import org.newtonlosses.data.maps.WarcraftMaps;
import org.newtonlosses.data.maps.WarcraftWriter;
import org.newtonlosses.files.AtomicFiles;
import picocli.CommandLine.Option;

/** Where converted maps go to, and how they are drawn. */
final class Conversion {

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "the new folder")
  private Path out;

  @Option(
      names = "--tile",
      paramLabel = "T",
      defaultValue = "4",
      description = "T x T pixels a cell, white where it is free, black where it is blocked")
  private int tile;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "the same seed gives the same maps")
  private long seed;

  int tile() {
    return tile;
  }

  long seed() {
    return seed;
  }

  /** Fails where the folder cannot be written, before any work is done. */
  void checkNew() throws IOException {
    if (Files.exists(out) && (!Files.isDirectory(out) || !AtomicFiles.children(out).isEmpty())) {
      throw new IOException(out + ": is not empty, expected a new folder");
    }
  }

  /** Writes maps, opens what was written, so that it is checked, and prints what it is like. */
  void write(Splits<PathSet> maps, PrintWriter results, PrintWriter messages) throws IOException {
    GridMoves moves = maps.train().moves();
    WarcraftWriter.write(maps, out, messages::println);
    Splits<PathSet> written = WarcraftMaps.open(out, moves, message -> {});
    results.println("wrote " + out);
    List<TerrainStatistics> splits =
        List.of(
            TerrainStatistics.of(written.train()),
            TerrainStatistics.of(written.validation()),
            TerrainStatistics.of(written.test()));
    results.println(row("", Stream.of("train", "validation", "test")));
    results.println(row("maps", splits.stream().map(split -> "" + split.maps())));
    row(results, "blocked cells", "%.1f %%", splits, split -> 100 * split.blocked());
    row(results, "cells of a path", "%.2f", splits, TerrainStatistics::pathCells);
    row(results, "cost of a path", "%.2f", splits, TerrainStatistics::pathCost);
    row(results, "several shortest", "%.1f %%", splits, split -> 100 * split.severalOptima());
    results.println(
        "their moves, for training: --neighbours %d --step-cost %s --corners %s"
            .formatted(
                moves.neighbours(),
                Ascii.toLowerCase(moves.stepCost().name()),
                moves.cutsCorners() ? "cut" : "keep"));
  }

  private static void row(
      PrintWriter results,
      String name,
      String format,
      List<TerrainStatistics> splits,
      ToDoubleFunction<TerrainStatistics> number) {
    results.println(
        row(
            name,
            splits.stream()
                .map(split -> String.format(Locale.ROOT, format, number.applyAsDouble(split)))));
  }

  private static String row(String name, Stream<String> columns) {
    StringBuilder row = new StringBuilder("  %-22s".formatted(name));
    columns.forEach(column -> row.append("  %11s".formatted(column)));
    return row.toString();
  }
}
