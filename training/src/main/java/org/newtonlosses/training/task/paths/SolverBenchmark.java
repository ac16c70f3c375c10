package org.newtonlosses.training.task.paths;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.common.primitives.Bytes;
import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.maps.GridDijkstra;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.GridProblem;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.graphs.model.PathInputs;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.graphs.model.ShortestPathModel;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.training.bench.Spread;
import org.newtonlosses.training.model.BatchArray;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.session.SessionOptions;
import org.tensorflow.Result;
import org.tensorflow.SessionFunction;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Measures the exact solver of the graphs, as an exported SavedModel, against Dijkstra's algorithm
 * in Java on the same costs: those of maps with noise, as stochastic smoothing makes them.
 *
 * @param grids how many are solved at once, at least 1
 * @param options how the solver computes; Dijkstra's algorithm gets as many threads
 */
record SolverBenchmark(int grids, SessionOptions options) {
  private static final int WARMUP = 5;
  private static final int ROUNDS = 15;
  private static final double SIGMA = 0.5;
  private static final double LEAST_COST = 1e-5;
  private static final double TOLERANCE = 1e-4;

  /**
   * Measures.
   *
   * @param batches of maps whose costs are used, with noise
   * @param moves of the maps
   * @throws IOException if the solver cannot be written to the folder for temporary files
   * @throws IllegalStateException if the two find paths of different cost
   */
  SolverTimes run(Batches<PathBatch> batches, GridMoves moves) throws IOException {
    List<GridProblem> problems = problems(batches, moves);
    GridProblem first = problems.get(0);
    Path folder = Files.createTempDirectory("newton-bench-");
    try (PathBatch batch = batches.next()) {
      Path directory = folder.resolve("solver");
      PathInputs inputs = PathMoves.inputs(moves, batch.shape().extras());
      Grid grid = new Grid(first.height(), first.width());
      new ShortestPathModel<>(Optional.of(grid), inputs, TFloat32.class)
          .export(directory, Map.of());
      Map<String, Tensor> tensors = tensors(problems, inputs);
      try (LoadedModel model = LoadedModel.open(directory, options)) {
        return measure(problems, model.function(SavedModelLayout.SERVE), tensors);
      } finally {
        tensors.values().forEach(Tensor::close);
      }
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private SolverTimes measure(
      List<GridProblem> problems, SessionFunction solver, Map<String, Tensor> tensors) {
    float[][] costs = new float[grids][];
    for (int i = 0; i < grids; i++) {
      costs[i] = Floats.toArray(Doubles.asList(problems.get(i).costs()));
    }
    float[] found = new float[grids];
    double[] expected = new double[grids];
    ForkJoinPool pool = new ForkJoinPool(options.threads());
    try {
      double[][] seconds = new double[3][ROUNDS];
      for (int round = -WARMUP; round < ROUNDS; round++) {
        double[] times = {
          seconds(() -> solve(solver, costs, tensors, found)),
          seconds(() -> dijkstra(IntStream.range(0, grids), problems, expected)),
          seconds(
              () ->
                  pool.submit(
                          () -> dijkstra(IntStream.range(0, grids).parallel(), problems, expected))
                      .join())
        };
        for (int i = 0; i < times.length && round >= 0; i++) {
          seconds[i][round] = times[i];
        }
      }
      check(found, expected);
      return new SolverTimes(Spread.of(seconds[0]), Spread.of(seconds[1]), Spread.of(seconds[2]));
    } finally {
      pool.shutdown();
    }
  }

  private static void solve(
      SessionFunction solver, float[][] costs, Map<String, Tensor> tensors, float[] found) {
    var data = ((TFloat32) tensors.get(PathModel.COSTS)).asRawTensor().data().asFloats();
    for (int i = 0; i < costs.length; i++) {
      data.offset((long) i * costs[i].length).write(costs[i]);
    }
    try (Result result = solver.call(tensors)) {
      TFloat32 pathCost = (TFloat32) result.get(ShortestPathModel.PATH_COST).orElseThrow();
      pathCost.asRawTensor().data().asFloats().read(found);
    }
  }

  private static void dijkstra(IntStream indices, List<GridProblem> problems, double[] found) {
    indices.forEach(i -> found[i] = GridDijkstra.solve(problems.get(i)).orElseThrow().cost());
  }

  private static void check(float[] found, double[] expected) {
    for (int i = 0; i < found.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= TOLERANCE * expected[i])) {
        throw new IllegalStateException(
            "grid %d: the solver's path costs %s, Dijkstra's %s"
                .formatted(i, found[i], expected[i]));
      }
    }
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private List<GridProblem> problems(Batches<PathBatch> batches, GridMoves moves) {
    Random random = new Random(0);
    List<GridProblem> problems = new ArrayList<>();
    while (problems.size() < grids) {
      try (PathBatch batch = batches.next()) {
        for (int map = 0; map < batch.size() && problems.size() < grids; map++) {
          problems.add(problem(batch, map, moves, random));
        }
      }
    }
    return problems;
  }

  private static GridProblem problem(PathBatch batch, int map, GridMoves moves, Random random) {
    PathShape shape = batch.shape();
    int from = map * shape.cells();
    double[] costs = new double[shape.cells()];
    for (int cell = 0; cell < costs.length; cell++) {
      // As float32, in which the solver computes.
      costs[cell] =
          (float) Math.max(LEAST_COST, batch.costs()[from + cell] + SIGMA * random.nextGaussian());
    }
    byte[] blocked =
        shape.extras().blocked()
            ? Arrays.copyOfRange(batch.blocked(), from, from + costs.length)
            : new byte[0];
    boolean ends = shape.extras().ends();
    return new GridProblem(
        shape.height(),
        shape.width(),
        costs,
        blocked,
        ends ? cell(batch.starts(), map, shape) : 0,
        ends ? cell(batch.goals(), map, shape) : costs.length - 1,
        moves);
  }

  private static int cell(int[] places, int map, PathShape shape) {
    return places[2 * map] * shape.width() + places[2 * map + 1];
  }

  private Map<String, Tensor> tensors(List<GridProblem> problems, PathInputs inputs) {
    GridProblem first = problems.get(0);
    Shape shape = Shape.of(grids, first.height(), first.width());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(PathModel.COSTS, TFloat32.tensorOf(shape));
    if (inputs.ends()) {
      tensors.put(PathInputs.START, places(problems, GridProblem::start));
      tensors.put(PathInputs.GOAL, places(problems, GridProblem::goal));
    }
    if (inputs.obstacles()) {
      byte[] blocked =
          Bytes.concat(problems.stream().map(GridProblem::blocked).toArray(byte[][]::new));
      tensors.put(
          PathInputs.BLOCKED, new BatchArray(PathInputs.BLOCKED, blocked, shape).toTensor());
    }
    return tensors;
  }

  private static Tensor places(List<GridProblem> problems, ToIntFunction<GridProblem> cell) {
    int width = problems.get(0).width();
    int[] places =
        problems.stream()
            .mapToInt(cell)
            .flatMap(place -> IntStream.of(place / width, place % width))
            .toArray();
    return BatchArray.of(PathInputs.START, places, problems.size(), 2).toTensor();
  }
}
