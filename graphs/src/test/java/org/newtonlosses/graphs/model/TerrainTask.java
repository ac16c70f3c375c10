package org.newtonlosses.graphs.model;

import static org.newtonlosses.graphs.testing.Graphs.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.newtonlosses.graphs.net.CombResNet18;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.newton.CurvatureKind;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.optimizer.Adam;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.ShortestPath;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Maps of 4×4 cells of 4×4 pixels the darker the dearer. */
final class TerrainTask {

  static final Grid GRID = new Grid(4, 4);
  private static final int SIDE = 16;

  private final int batch;
  private final byte[] pixels;
  private final byte[] target;
  private final float[] costs;

  /** A batch of random maps with their shortest paths. */
  TerrainTask(int batch, long seed) {
    this.batch = batch;
    Random random = new Random(seed);
    double[] exact = random.ints(batch * 16L, 1, 10).asDoubleStream().toArray();
    pixels = new byte[batch * SIDE * SIDE * 3];
    costs = new float[exact.length];
    for (int i = 0; i < exact.length; i++) {
      costs[i] = (float) exact[i];
    }
    for (int p = 0; p < pixels.length; p++) {
      int column = p / 3 % SIDE;
      int row = p / 3 / SIDE % SIDE;
      int map = p / 3 / SIDE / SIDE;
      int cell = (map * 4 + row / 4) * 4 + column / 4;
      pixels[p] = (byte) (20 * (10 - exact[cell]) + random.nextInt(20));
    }
    target = new byte[exact.length];
    double[] path =
        run((tf, c) -> ShortestPath.of(tf, c).path(), Numbers.of(exact).reshape(-1, 4, 4)).flat();
    for (int i = 0; i < path.length; i++) {
      target[i] = (byte) path[i];
    }
  }

  /** Maps {@code from} to {@code to}, exclusive, of these. */
  private TerrainTask(TerrainTask whole, int from, int to) {
    batch = to - from;
    pixels = Arrays.copyOfRange(whole.pixels, from * SIDE * SIDE * 3, to * SIDE * SIDE * 3);
    target = Arrays.copyOfRange(whole.target, from * 16, to * 16);
    costs = Arrays.copyOfRange(whole.costs, from * 16, to * 16);
  }

  TerrainTask part(int from, int to) {
    return new TerrainTask(this, from, to);
  }

  /** Writes a model with initial parameters. */
  static SavedModelBundle model(
      Path directory, PathAlgorithm algorithm, CurvatureKind curvature, long seed)
      throws IOException {
    new TrainableModel(
            new PathModel(
                algorithm,
                new PathLoss.L2(),
                GRID,
                SIDE,
                SIDE,
                new Standardization(List.of(110.0, 110.0, 110.0), List.of(50.0, 50.0, 50.0)),
                CostMap.SOFTPLUS),
            CombResNet18::create,
            new NewtonLoss(curvature.of(1)),
            new Adam(0.003),
            seed)
        .export(directory, Map.of("provenance.json", "{}"));
    return load(directory);
  }

  static SavedModelBundle load(Path model) {
    return SavedModelBundle.load(model.toString(), SavedModelBundle.DEFAULT_TAG);
  }

  /** One step on this batch. */
  Map<String, Double> train(SavedModelBundle model) {
    try (TUint8 images = images();
        TUint8 paths = paths();
        Result result =
            model.function("train_step").call(Map.of("images", images, "target", paths))) {
      return scalars(result);
    }
  }

  /** The sums over this batch. */
  Map<String, Double> evaluate(SavedModelBundle model) {
    try (TUint8 images = images();
        TUint8 paths = paths();
        TFloat32 truth = TFloat32.tensorOf(Shape.of(batch, 4, 4), DataBuffers.of(costs));
        Result result =
            model
                .function("evaluate")
                .call(Map.of("images", images, "target", paths, "costs", truth))) {
      return scalars(result);
    }
  }

  /** What the model predicts for this batch, flat. */
  float[] serve(SavedModelBundle model, String output) {
    try (TUint8 images = images();
        Result result = model.function("serving_default").call(Map.of("images", images))) {
      float[] values = new float[batch * 16];
      ((TFloat32) result.get(output).orElseThrow()).copyTo(DataBuffers.of(values));
      return values;
    }
  }

  TUint8 images() {
    return TUint8.tensorOf(Shape.of(batch, SIDE, SIDE, 3), DataBuffers.of(pixels));
  }

  TUint8 paths() {
    return TUint8.tensorOf(Shape.of(batch, 4, 4), DataBuffers.of(target));
  }

  private static Map<String, Double> scalars(Result result) {
    Map<String, Double> scalars = new HashMap<>();
    result.forEach(entry -> scalars.put(entry.getKey(), scalar(entry.getValue())));
    return scalars;
  }

  private static double scalar(Tensor tensor) {
    return tensor instanceof TInt64 integer ? integer.getLong() : ((TFloat32) tensor).getFloat();
  }
}
