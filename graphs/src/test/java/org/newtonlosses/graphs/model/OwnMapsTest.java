package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.net.CombResNet18;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.optimizer.Adam;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.Moves;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.PathProblem;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.path.RelaxedLoop;
import org.newtonlosses.graphs.path.ShortestPath;
import org.newtonlosses.graphs.path.SolverPaths.InterpolatedPath;
import org.newtonlosses.graphs.path.SolverPaths.PerturbedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPathLoss;
import org.newtonlosses.graphs.path.TConorm;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Path models with starts, goals and blocked cells of each map. */
class OwnMapsTest {
  private static final int TILE = 4;
  private static final Moves OCTILE = new Moves(8, Moves.StepCost.ENTERING, false);

  @TempDir private Path folder;

  static Stream<Arguments> algorithms() {
    Smoothing smoothing = Smoothing.gaussian(10, 0.5);
    RelaxedBellmanFord relaxed =
        new RelaxedBellmanFord(5, 12, new RelaxedLoop.For(), new TConorm.Probabilistic());
    Moves four = new Moves(4, Moves.StepCost.CELL, true);
    return Stream.of(
        Arguments.of(relaxed, OCTILE, CurvatureKind.FISHER),
        Arguments.of(relaxed, four, CurvatureKind.NONE),
        Arguments.of(new SmoothedPathLoss(smoothing), Moves.PLAIN, CurvatureKind.HESSIAN),
        Arguments.of(new PerturbedPath(smoothing), OCTILE, CurvatureKind.HESSIAN),
        Arguments.of(new PerturbedPath(smoothing), four, CurvatureKind.FISHER),
        Arguments.of(new InterpolatedPath(10), OCTILE, CurvatureKind.NONE));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void learnsTheCostsOfABatch(PathAlgorithm algorithm, Moves moves, CurvatureKind curvature)
      throws IOException {
    Batch batch = new Batch(16, 5, moves, 1);
    try (SavedModelBundle model = model(algorithm, moves, curvature, false)) {
      Map<String, Double> before = call(model, "evaluate", batch.all());
      for (int step = 0; step < 25; step++) {
        call(model, "train_step", batch.training());
      }
      Map<String, Double> after = call(model, "evaluate", batch.all());
      assertThat(after.get("loss")).isLessThan(before.get("loss"));
      assertThat(after.get("perfect_match")).isGreaterThan(before.get("perfect_match"));
      assertThat(after.get("cost_ratio")).isLessThan(before.get("cost_ratio"));
    }
  }

  @Test
  void pathsThatAreServedAvoidBlockedCells() throws IOException {
    Batch batch = new Batch(8, 5, OCTILE, 2);
    try (SavedModelBundle model =
        model(new InterpolatedPath(10), OCTILE, CurvatureKind.NONE, false)) {
      float[] path = served(model, batch, "path");
      float[] lengths = served(model, batch, "lengths");
      for (int i = 0; i < path.length; i++) {
        assertThat(path[i] * batch.blocked[i]).as("cell %d", i).isZero();
        assertThat(lengths[i]).isIn(0f, 1f, (float) Math.sqrt(2));
      }
      for (int map = 0; map < 8; map++) {
        int start = map * 25 + batch.starts[2 * map] * 5 + batch.starts[2 * map + 1];
        assertThat(path[start]).isOne();
        assertThat(lengths[start]).isZero();
      }
    }
  }

  @Test
  void aModelOfAnySizeServesLargerMapsAndIsTrainedOnOne() throws IOException {
    Batch own = new Batch(8, 5, OCTILE, 3);
    Batch larger = new Batch(4, 9, OCTILE, 4);
    PathAlgorithm algorithm = new PerturbedPath(Smoothing.gaussian(5, 0.5));
    try (SavedModelBundle model = model(algorithm, OCTILE, CurvatureKind.FISHER, true)) {
      float[] before = served(model, larger, "path");
      assertThat(before).hasSize(4 * 81);
      assertThat(call(model, "evaluate", larger.all())).containsEntry("examples", 4.0);
      for (int step = 0; step < 3; step++) {
        call(model, "train_step", own.training());
      }
      assertThat(call(model, "evaluate", own.all()).get("cost_ratio")).isNotNaN();
      assertThatThrownBy(() -> call(model, "train_step", larger.training()))
          .hasMessageContaining("the model is trained on grids of the size] [5 5] [found] [9 9]");
    }
  }

  @Test
  void aModelOfOneSizeServesThatSizeAsOneOfAnySizeDoes() throws IOException {
    Batch own = new Batch(8, 5, OCTILE, 3);
    PathAlgorithm algorithm = new InterpolatedPath(10);
    float[] costs;
    try (SavedModelBundle model = model(algorithm, OCTILE, CurvatureKind.NONE, false)) {
      costs = served(model, own, "costs");
    }
    try (SavedModelBundle model = model(algorithm, OCTILE, CurvatureKind.NONE, true)) {
      assertThat(served(model, own, "costs"))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(costs);
    }
  }

  private SavedModelBundle model(
      PathAlgorithm algorithm, Moves moves, CurvatureKind curvature, boolean anySize)
      throws IOException {
    Path directory = folder.resolve("model-" + anySize);
    new TrainableModel(
            new PathModel(
                algorithm,
                new PathLoss.L2(),
                new Grid(5, 5),
                5 * TILE,
                5 * TILE,
                new Standardization(List.of(110.0, 110.0, 110.0), List.of(50.0, 50.0, 50.0)),
                CostMap.SOFTPLUS,
                new PathInputs(moves, true, true),
                anySize),
            CombResNet18::create,
            new NewtonLoss(curvature.of(1)),
            new Adam(0.003),
            3)
        .export(directory, Map.of());
    return SavedModelBundle.load(directory.toString(), SavedModelBundle.DEFAULT_TAG);
  }

  private static Map<String, Double> call(
      SavedModelBundle model, String signature, Map<String, Tensor> inputs) {
    try (Result result = model.function(signature).call(inputs)) {
      Map<String, Double> scalars = new HashMap<>();
      result.forEach(entry -> scalars.put(entry.getKey(), scalar(entry.getValue())));
      return scalars;
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  private static double scalar(Tensor tensor) {
    return tensor instanceof TInt64 integer ? integer.getLong() : ((TFloat32) tensor).getFloat();
  }

  private static float[] served(SavedModelBundle model, Batch batch, String output) {
    Map<String, Tensor> inputs = batch.features();
    try (Result result = model.function("serving_default").call(inputs)) {
      float[] values = new float[batch.blocked.length];
      ((TFloat32) result.get(output).orElseThrow()).copyTo(DataBuffers.of(values));
      return values;
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  /** Random maps, the darker the dearer, with a fifth of the cells blocked. */
  private static final class Batch {
    private final int maps;
    private final int side;
    private final boolean diagonalsCount;
    private final byte[] pixels;
    private final int[] starts;
    private final int[] goals;
    private final byte[] blocked;
    private final byte[] target;
    private final byte[] diagonals;
    private final float[] costs;

    private Batch(int maps, int side, Moves moves, long seed) {
      this.maps = maps;
      this.side = side;
      this.diagonalsCount = moves.neighbours() == 8 && moves.stepCost() == Moves.StepCost.ENTERING;
      int cells = maps * side * side;
      pixels = new byte[cells * TILE * TILE * 3];
      starts = new int[2 * maps];
      goals = new int[2 * maps];
      blocked = new byte[cells];
      costs = new float[cells];
      target = new byte[cells];
      diagonals = new byte[cells];
      Random random = new Random(seed);
      for (int i = 0; i < cells; i++) {
        costs[i] = 1 + random.nextInt(9);
        blocked[i] = (byte) (random.nextInt(5) == 0 ? 1 : 0);
      }
      for (int map = 0; map < maps; map++) {
        place(random, map, starts);
        place(random, map, goals);
      }
      int width = side * TILE;
      for (int p = 0; p < pixels.length; p++) {
        int column = p / 3 % width;
        int row = p / 3 / width % width;
        int map = p / 3 / width / width;
        int cell = (map * side + row / TILE) * side + column / TILE;
        pixels[p] = (byte) (20 * (10 - costs[cell]) + random.nextInt(20));
      }
      label(moves);
    }

    private void place(Random random, int map, int[] places) {
      places[2 * map] = random.nextInt(side);
      places[2 * map + 1] = random.nextInt(side);
      blocked[(map * side + places[2 * map]) * side + places[2 * map + 1]] = 0;
    }

    /** By the exact solver. */
    private void label(Moves moves) {
      try (Graph graph = new Graph();
          Session session = new Session(graph)) {
        Ops tf = Ops.create(graph);
        Shape grids = Shape.of(maps, side, side);
        Shape places = Shape.of(maps, 2);
        Operand<TInt32> start = tf.constant(places, DataBuffers.of(starts));
        Operand<TInt32> goal = tf.constant(places, DataBuffers.of(goals));
        Operand<TUint8> walls = tf.constant(TUint8.class, grids, DataBuffers.of(blocked));
        ShortestPath<TFloat32> solved =
            ShortestPath.of(
                tf,
                tf.constant(grids, DataBuffers.of(costs)),
                new PathProblem(
                    moves,
                    Optional.of(new PathProblem.Ends(start, goal)),
                    Optional.of(tf.dtypes.cast(walls, TBool.class))));
        try (Result result =
            session.runner().fetch(solved.path()).fetch(tf.identity(solved.lengths())).run()) {
          float[] path = new float[costs.length];
          float[] lengths = new float[costs.length];
          ((TFloat32) result.get(0)).copyTo(DataBuffers.of(path));
          ((TFloat32) result.get(1)).copyTo(DataBuffers.of(lengths));
          for (int i = 0; i < path.length; i++) {
            target[i] = (byte) path[i];
            diagonals[i] = (byte) (lengths[i] > 1.2 ? 1 : 0);
          }
        }
      }
    }

    private Map<String, Tensor> features() {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      int width = side * TILE;
      inputs.put(
          "images", TUint8.tensorOf(Shape.of(maps, width, width, 3), DataBuffers.of(pixels)));
      inputs.put("start", TInt32.tensorOf(Shape.of(maps, 2), DataBuffers.of(starts)));
      inputs.put("goal", TInt32.tensorOf(Shape.of(maps, 2), DataBuffers.of(goals)));
      inputs.put("blocked", cells(blocked));
      return inputs;
    }

    private Map<String, Tensor> training() {
      Map<String, Tensor> inputs = features();
      inputs.put("target", cells(target));
      if (diagonalsCount) {
        inputs.put("diagonals", cells(diagonals));
      }
      return inputs;
    }

    private Map<String, Tensor> all() {
      Map<String, Tensor> inputs = training();
      inputs.put("costs", TFloat32.tensorOf(Shape.of(maps, side, side), DataBuffers.of(costs)));
      return inputs;
    }

    private TUint8 cells(byte[] values) {
      return TUint8.tensorOf(Shape.of(maps, side, side), DataBuffers.of(values));
    }
  }
}
