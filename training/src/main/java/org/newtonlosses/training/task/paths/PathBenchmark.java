package org.newtonlosses.training.task.paths;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.session.SessionOptions;
import org.newtonlosses.training.task.Benchmark;
import org.newtonlosses.training.task.Experiment;

/** The exact solver of the graphs against Dijkstra's algorithm, on the costs of training maps. */
final class PathBenchmark implements Benchmark<PathBatch> {
  private static final Param<Integer> GRIDS =
      Param.integer("grids", 2_100)
          .atLeast(1)
          .label("N")
          .help("grids that the exact solver solves at once");

  @Override
  public String help() {
    return "Then the exact solver of the graphs against Dijkstra's algorithm in Java, on the same"
        + " costs: those of the training maps with noise. For Java's optimising compiler, which the"
        + " launcher leaves off: NEWTON_JVM=-XX:TieredStopAtLevel=4.";
  }

  @Override
  public List<Entry<?>> options() {
    return List.of(GRIDS);
  }

  @Override
  public Report measure(Experiment<PathBatch> experiment, Values options, SessionOptions session)
      throws IOException {
    int grids = options.get(GRIDS);
    SolverTimes times;
    try (Batches<PathBatch> batches = experiment.training().open()) {
      times =
          new SolverBenchmark(grids, session)
              .run(batches, PathMoves.of(experiment.recipe().task()));
    }
    double solver = grids / times.solver().median();
    double dijkstra = grids / times.dijkstra().median();
    double parallel = grids / times.parallelDijkstra().median();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("solver_grids", grids);
    json.put("solver_seconds", times.solver().median());
    json.put("solver_grids_per_second", solver);
    json.put("dijkstra_grids_per_second", dijkstra);
    json.put("dijkstra_parallel_grids_per_second", parallel);
    List<String> lines =
        List.of(
            String.format(Locale.ROOT, "exact solver, %d grids at once", grids),
            row("solver", solver, solver),
            row("Dijkstra, 1 thread", dijkstra, solver),
            row("Dijkstra, %d threads".formatted(session.threads()), parallel, solver));
    return new Report(lines, json);
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
