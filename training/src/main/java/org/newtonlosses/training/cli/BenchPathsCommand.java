package org.newtonlosses.training.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.training.Experiment;
import org.newtonlosses.training.PathExperiment;
import org.newtonlosses.training.bench.SolverBenchmark;
import org.newtonlosses.training.bench.SolverTimes;
import org.newtonlosses.training.recipe.PathTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.session.SessionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/**
 * {@code newton bench paths}: seconds of a step of a path recipe and of its parts, and the exact
 * solver against Dijkstra's algorithm.
 */
@Command(
    name = PathTask.KIND,
    abbreviateSynopsis = true,
    description = {
      "Measures steps of a path recipe (if none is named: relaxed Bellman-Ford on generated 12x12"
          + " maps, batch 70, fisher): loading, the step, and what the Newton loss costs; see newton"
          + " bench ranking --help.",
      "Then the exact solver of the graphs against Dijkstra's algorithm in Java, on the same costs:"
          + " those of the training maps with noise. For Java's optimising compiler, which the"
          + " launcher leaves off: NEWTON_JVM=-XX:TieredStopAtLevel=4.",
      "30 steps are measured if --steps does not say how many."
    },
    modelTransformer = RecipeOptions.class)
final class BenchPathsCommand extends BenchSteps {
  @Option(
      names = "--grids",
      paramLabel = "N",
      defaultValue = "2100",
      showDefaultValue = Visibility.ALWAYS,
      description = "grids that the exact solver solves at once")
  private int grids;

  @Override
  Recipe initial() {
    return Recipe.pathDefaults();
  }

  @Override
  void putSize(Map<String, Object> report, Experiment<?> experiment) {
    PathShape shape = ((PathExperiment) experiment).maps().train().shape();
    report.put("height", shape.height());
    report.put("width", shape.width());
  }

  @Override
  List<String> measureMore(
      Map<String, Object> report, Experiment<?> experiment, SessionOptions options)
      throws IOException {
    SolverTimes times =
        new SolverBenchmark(grids, options).run(((PathExperiment) experiment).maps().train());
    double solver = grids / times.solver().median();
    double dijkstra = grids / times.dijkstra().median();
    double parallel = grids / times.parallelDijkstra().median();
    report.put("solver_grids", grids);
    report.put("solver_seconds", times.solver().median());
    report.put("solver_grids_per_second", solver);
    report.put("dijkstra_grids_per_second", dijkstra);
    report.put("dijkstra_parallel_grids_per_second", parallel);
    return List.of(
        String.format(Locale.ROOT, "exact solver, %d grids at once", grids),
        row("solver", solver, solver),
        row("Dijkstra, 1 thread", dijkstra, solver),
        row("Dijkstra, %d threads".formatted(options.threads()), parallel, solver));
  }

  private static String row(String name, double gridsPerSecond, double solver) {
    return String.format(
        Locale.ROOT,
        "  %-20s %10.0f grids/s  (solver: %.1f times)",
        name,
        gridsPerSecond,
        solver / gridsPerSecond);
  }
}
