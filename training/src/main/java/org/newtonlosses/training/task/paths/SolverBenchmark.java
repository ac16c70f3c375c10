package org.newtonlosses.training.task.paths;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.maps.GridDijkstra;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.graphs.model.ShortestPathModel;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.training.bench.Spread;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.session.SessionOptions;
import org.tensorflow.Result;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
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
   * @throws IOException if the solver cannot be written to the folder for temporary files
   * @throws IllegalStateException if the two find paths of different cost
   */
  SolverTimes run(Batches<PathBatch> batches) throws IOException {
    float[][] costs = new float[grids][];
    PathShape shape = fill(costs, batches);
    Path folder = Files.createTempDirectory("newton-bench-");
    try {
      Path directory = folder.resolve("solver");
      Grid grid = new Grid(shape.height(), shape.width());
      new ShortestPathModel<>(grid, TFloat32.class).export(directory, Map.of());
      try (LoadedModel model = LoadedModel.open(directory, options);
          TFloat32 tensor = TFloat32.tensorOf(Shape.of(grids, shape.height(), shape.width()))) {
        return measure(costs, shape, model.function(Signature.DEFAULT_KEY), tensor);
      }
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private SolverTimes measure(
      float[][] costs, PathShape shape, SessionFunction solver, TFloat32 tensor) {
    double[][] exact = new double[grids][];
    for (int i = 0; i < grids; i++) {
      float[] grid = costs[i];
      exact[i] = IntStream.range(0, grid.length).mapToDouble(cell -> grid[cell]).toArray();
    }
    float[] found = new float[grids];
    double[] expected = new double[grids];
    ForkJoinPool pool = new ForkJoinPool(options.threads());
    try {
      double[][] seconds = new double[3][ROUNDS];
      for (int round = -WARMUP; round < ROUNDS; round++) {
        double[] times = {
          seconds(() -> solve(solver, costs, tensor, found)),
          seconds(() -> dijkstra(IntStream.range(0, grids), exact, shape, expected)),
          seconds(
              () ->
                  pool.submit(
                          () ->
                              dijkstra(
                                  IntStream.range(0, grids).parallel(), exact, shape, expected))
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
      SessionFunction solver, float[][] costs, TFloat32 tensor, float[] found) {
    var data = tensor.asRawTensor().data().asFloats();
    for (int i = 0; i < costs.length; i++) {
      data.offset((long) i * costs[i].length).write(costs[i]);
    }
    try (Result result = solver.call(Map.of(PathModel.COSTS, tensor))) {
      TFloat32 pathCost = (TFloat32) result.get("path_cost").orElseThrow();
      pathCost.asRawTensor().data().asFloats().read(found);
    }
  }

  private static void dijkstra(
      IntStream indices, double[][] costs, PathShape shape, double[] found) {
    indices.forEach(
        i -> found[i] = GridDijkstra.solve(costs[i], shape.height(), shape.width()).cost());
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

  private static PathShape fill(float[][] costs, Batches<PathBatch> batches) {
    Random random = new Random(0);
    PathShape shape = null;
    int filled = 0;
    while (filled < costs.length) {
      try (PathBatch batch = batches.next()) {
        shape = batch.shape();
        for (int map = 0; map < batch.size() && filled < costs.length; map++) {
          costs[filled] = new float[shape.cells()];
          for (int cell = 0; cell < shape.cells(); cell++) {
            float cost = batch.costs()[map * shape.cells() + cell];
            costs[filled][cell] =
                (float) Math.max(LEAST_COST, cost + SIGMA * random.nextGaussian());
          }
          filled++;
        }
      }
    }
    return shape;
  }
}
