package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.path.RelaxedLoop;
import org.newtonlosses.graphs.path.SolverPaths.PerturbedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPathLoss;
import org.newtonlosses.graphs.path.TConorm;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.newtonlosses.graphs.testing.GoldenVectors;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat64;

/** The exported algorithms and losses on paths, in float64, against the golden vectors. */
class PathExportsTest {

  private static final double TOLERANCE = 1e-9;

  @TempDir private Path folder;

  static List<GoldenVectors.Case> smoothing() {
    return GoldenVectors.read("smoothing.json");
  }

  private static Grid grid(GoldenVectors.Case vectors) {
    return new Grid((int) vectors.number("height"), (int) vectors.number("width"));
  }

  private static PathAlgorithm algorithm(GoldenVectors.Case vectors) {
    Smoothing smoothing =
        Smoothing.gaussian((int) vectors.number("samples"), vectors.number("sigma"));
    return switch (vectors.name()) {
      case "smoothed-loss" -> new SmoothedPathLoss(smoothing);
      case "smoothed-algorithm" -> new SmoothedPath(smoothing);
      default -> new PerturbedPath(smoothing);
    };
  }

  @ParameterizedTest
  @MethodSource("smoothing")
  void pathLossesGiveTheGoldenSteps(GoldenVectors.Case vectors) throws IOException {
    NewtonLoss newton = new NewtonLoss(new Fisher(vectors.number("tikhonov")));
    new PathLossModel<>(
            algorithm(vectors), new PathLoss.L2(), newton, grid(vectors), TFloat64.class)
        .export(folder.resolve("model"), Map.of());
    Map<String, double[]> found = call(vectors, "costs", "target", "noise");
    assertThat(found)
        .containsOnlyKeys("loss", "gradient", "curvature", "step", "newton_target", "newton_loss");
    assertThat(found.get("gradient")).containsExactly(vectors.expected("gradient"), precision());
    assertThat(found.get("curvature")).containsExactly(vectors.expected("fisher"), precision());
    assertThat(found.get("step")).containsExactly(vectors.expected("fisher_step"), precision());
    double[] target = vectors.input("costs");
    for (int i = 0; i < target.length; i++) {
      target[i] -= vectors.expected("fisher_step")[i];
    }
    assertThat(found.get("newton_target")).containsExactly(target, precision());
  }

  @Test
  void predictionsKeepTheirShape() throws IOException {
    GoldenVectors.Case vectors = smoothing().get(0);
    new PathLossModel<>(
            algorithm(vectors),
            new PathLoss.L2(),
            new NewtonLoss(new Hessian(0.1)),
            grid(vectors),
            TFloat64.class)
        .export(folder.resolve("model"), Map.of());
    try (SavedModelBundle model = TerrainTask.load(folder.resolve("model"));
        TFloat64 costs = tensor(vectors, "costs");
        TFloat64 target = tensor(vectors, "target");
        TFloat64 noise = tensor(vectors, "noise");
        TFloat64 one = TFloat64.tensorOf(Shape.of(1, 4, 4));
        Result result =
            model
                .function("serving_default")
                .call(Map.of("costs", costs, "target", target, "noise", noise))) {
      for (String name : List.of("gradient", "step", "newton_target")) {
        assertThat(result.get(name).orElseThrow().shape()).isEqualTo(Shape.of(4, 4, 4));
      }
      assertThat(result.get("curvature").orElseThrow().shape()).isEqualTo(Shape.of(16, 16));
      assertThatThrownBy(
              () ->
                  model
                      .function("serving_default")
                      .call(Map.of("costs", costs, "target", one, "noise", noise)))
          .hasMessageContaining("costs, target must have equally many examples, found] [4 1]");
    }
  }

  @Test
  void exactPathsAreTheGoldenOnes() throws IOException {
    GoldenVectors.Case vectors = GoldenVectors.read("shortest_path.json").get(1);
    new ShortestPathModel<>(grid(vectors), TFloat64.class)
        .export(folder.resolve("model"), Map.of());
    Map<String, double[]> found = call(vectors, "costs");
    assertThat(found.get("path")).containsExactly(vectors.expected("path"), precision());
    assertThat(found.get("path_cost")).containsExactly(vectors.expected("path_cost"), precision());
  }

  @Test
  void relaxedPathsAreTheGoldenOnes() throws IOException {
    GoldenVectors.Case vectors = GoldenVectors.read("relaxed_bellman_ford.json").get(0);
    int iterations = (int) vectors.number("iterations");
    RelaxedBellmanFord algorithm =
        new RelaxedBellmanFord(
            vectors.number("beta"), iterations, new RelaxedLoop.For(), new TConorm.Probabilistic());
    new RelaxedPathModel<>(algorithm, grid(vectors), TFloat64.class)
        .export(folder.resolve("model"), Map.of());
    assertThat(call(vectors, "costs").get("path"))
        .containsExactly(vectors.expected("path"), precision());
  }

  private static Offset<Double> precision() {
    return within(TOLERANCE);
  }

  private Map<String, double[]> call(GoldenVectors.Case vectors, String... inputs) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (String input : inputs) {
      tensors.put(input, tensor(vectors, input));
    }
    try (SavedModelBundle model = TerrainTask.load(folder.resolve("model"));
        Result result = model.function("serving_default").call(tensors)) {
      Map<String, double[]> arrays = new HashMap<>();
      result.forEach(
          entry -> {
            double[] array = new double[Math.toIntExact(entry.getValue().shape().size())];
            ((TFloat64) entry.getValue()).copyTo(DataBuffers.of(array));
            arrays.put(entry.getKey(), array);
          });
      return arrays;
    } finally {
      tensors.values().forEach(Tensor::close);
    }
  }

  private static TFloat64 tensor(GoldenVectors.Case vectors, String input) {
    return TFloat64.tensorOf(Shape.of(vectors.shape(input)), DataBuffers.of(vectors.input(input)));
  }
}
