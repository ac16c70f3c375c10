package org.newtonlosses.training.cli.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.TerrainMaps;
import org.newtonlosses.data.maps.TerrainSettings;
import org.newtonlosses.data.maps.WarcraftMaps;
import org.newtonlosses.data.maps.WarcraftWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code newton data generate terrain}: maps as the nine files of the Warcraft maps. */
@Command(
    name = "terrain",
    description = {
      "Draws terrain maps with their shortest paths, and writes them as the nine files of the"
          + " Warcraft maps, for --data-dir; with --ends random and --obstacles the files of"
          + " starts, goals and blocked cells too. Prints what they are like, beside real maps where"
          + " these can be compared.",
      "Results on them say nothing about the Warcraft maps."
    },
    showDefaultValues = true)
final class GenerateTerrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "the new folder")
  private Path out;

  @Option(
      names = "--height",
      paramLabel = "H",
      defaultValue = "12",
      description = "rows of cells, 8 pixels each")
  private int height;

  @Option(
      names = "--width",
      paramLabel = "W",
      defaultValue = "12",
      description = "columns of cells, 8 pixels each")
  private int width;

  @Option(
      names = "--train",
      paramLabel = "K",
      defaultValue = "10000",
      description = "maps to learn from")
  private int train;

  @Option(
      names = "--validation",
      paramLabel = "K",
      defaultValue = "1000",
      description = "maps for validation")
  private int validation;

  @Option(
      names = "--test",
      paramLabel = "K",
      defaultValue = "1000",
      description = "maps for the test")
  private int test;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "the same seed gives the same maps")
  private long seed;

  @Option(
      names = "--ends",
      paramLabel = "corners|random",
      defaultValue = "corners",
      description =
          "where paths begin and end: in the first and the last cell, or anywhere, half the longer"
              + " side apart or more")
  private String ends;

  @Option(
      names = "--obstacles",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "share of blocked cells, at most 0.5, shown as pale walls")
  private double obstacles;

  @Option(
      names = "--unique",
      description = "change terrain, here and there, until no other path is as cheap")
  private boolean unique;

  @Mixin private MovesMixin moves;

  @Override
  public Integer call() throws IOException {
    TerrainSettings settings =
        new TerrainSettings(
            height,
            width,
            Words.choose("ends", ends, Words.of(TerrainSettings.Ends.values())),
            obstacles,
            unique,
            moves.moves(),
            seed);
    Splits<PathSet> maps = TerrainMaps.splits(train, validation, test, settings);
    WarcraftWriter.write(maps, out, spec.commandLine().getErr()::println);
    PrintWriter results = spec.commandLine().getOut();
    results.println("wrote " + out);
    // Of what was written, so that it is checked too.
    Splits<PathSet> written = WarcraftMaps.open(out, settings.moves(), message -> {});
    new TerrainTable("training maps", written.train()).print(results);
    return 0;
  }
}
