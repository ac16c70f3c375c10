package org.newtonlosses.training.cli.data;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.newtonlosses.data.benchmarks.MovingAi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code newton data convert moving-ai}: grids of .map and .scen files. */
@Command(
    name = "moving-ai",
    description = {
      "Makes maps of Moving AI's benchmarks: of the .scen files of a folder, and the .map files that"
          + " they name, wherever in the folder. Cells . G S are free and cost 1, cells @ O T and"
          + " W, which cannot be entered from land, are blocked; a diagonal step costs sqrt(2) and"
          + " cuts no corner.",
      "Maps of at most H x W cells are taken whole, filled up with blocked cells at their ends; then"
          + " each shortest path must have the length that its scenario says. Of larger maps"
          + " windows of H x W cells are cut out at random around start and goal: the path is the"
          + " shortest inside, which may be longer than the scenario's. Lost are scenarios whose"
          + " ends are further apart or are parted inside the window, buckets, and the kinds of"
          + " terrain."
    },
    showDefaultValues = true)
final class ConvertMovingAiCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "holds .scen and .map files")
  private Path folder;

  @Option(
      names = "--height",
      paramLabel = "H",
      defaultValue = "32",
      description = "rows of cells of each map")
  private int height;

  @Option(
      names = "--width",
      paramLabel = "W",
      defaultValue = "32",
      description = "columns of cells of each map")
  private int width;

  @Option(
      names = "--split-by",
      paramLabel = "map|scenario",
      defaultValue = "map",
      description =
          "map: the maps of validation and test are not learnt from; scenario: their scenarios are"
              + " not, but others on the same maps are")
  private String splitBy;

  @Option(
      names = "--validation",
      paramLabel = "K",
      description = "maps, or scenarios, for validation (default: a tenth)")
  private Integer validation;

  @Option(
      names = "--test",
      paramLabel = "K",
      description = "maps, or scenarios, for the test (default: a tenth)")
  private Integer test;

  @Option(
      names = "--per-map",
      paramLabel = "N",
      defaultValue = "100",
      description = "the most scenarios of a map, drawn at random")
  private int perMap;

  @Option(
      names = "--skip-wrong",
      description =
          "leave out scenarios that do not fit their map: of blocked or unconnected ends, or of"
              + " another length than the shortest path; else they are an error")
  private boolean skipWrong;

  @Mixin private Conversion conversion;

  @Override
  public Integer call() throws IOException {
    conversion.checkNew();
    PrintWriter out = spec.commandLine().getOut();
    MovingAi.Converted converted =
        new MovingAi(
                height,
                width,
                conversion.tile(),
                MovingAi.SplitBy.of(splitBy),
                count(validation),
                count(test),
                perMap,
                skipWrong,
                conversion.seed())
            .convert(folder, spec.commandLine().getErr()::println);
    conversion.write(converted.maps(), out, spec.commandLine().getErr());
    print(converted.counts(), out);
    out.println(MovingAi.ATTRIBUTION);
    return 0;
  }

  private static OptionalInt count(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static void print(MovingAi.Counts counts, PrintWriter out) {
    out.println(
        String.format(Locale.ROOT, "%d scenarios of %d maps", counts.scenarios(), counts.maps()));
    line(out, "on whole maps, with the lengths of the scenarios", counts.whole());
    line(out, "in windows", counts.windows());
    line(out, "of them with a longer path than the scenario's", counts.longer());
    line(out, "left out: ends too far apart", counts.apart());
    line(out, "left out: ends parted inside the window", counts.parted());
    line(out, "left out: the same two ends as an earlier one", counts.repeated());
    line(out, "left out: wrong by their maps", counts.wrong());
    line(out, "left out: there were enough of their map", counts.notDrawn());
  }

  private static void line(PrintWriter out, String what, long count) {
    out.println(String.format(Locale.ROOT, "  %-50s %9d", what, count));
  }
}
