package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatSavedModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.SoftPermutation;
import org.newtonlosses.graphs.testing.GoldenCase;
import org.newtonlosses.graphs.testing.Numbers;
import org.newtonlosses.graphs.testing.SavedModelAssert;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The exported algorithms and losses on paths, in float64, against the golden vectors. */
class PathExportsTest {

  @TempDir private Path folder;

  static List<GoldenCase> smoothing() {
    return GoldenCase.read("/vectors/smoothing.json");
  }

  private static Grid grid(GoldenCase vectors) {
    return new Grid(vectors.integer("height"), vectors.integer("width"));
  }

  private static PathAlgorithm algorithm(GoldenCase vectors) {
    Smoothing smoothing = Smoothing.gaussian(vectors.integer("samples"), vectors.number("sigma"));
    return switch (vectors.name()) {
      case "smoothed-loss" -> new SmoothedPathLoss(smoothing);
      case "smoothed-algorithm" -> new SmoothedPath(smoothing);
      default -> new PerturbedPath(smoothing);
    };
  }

  @ParameterizedTest
  @MethodSource("smoothing")
  void pathLossesGiveTheGoldenSteps(GoldenCase vectors) throws IOException {
    NewtonLoss newton = new NewtonLoss(new Fisher(vectors.number("tikhonov")));
    new PathLossModel<>(
            algorithm(vectors), new PathLoss.L2(), newton, grid(vectors), TFloat64.class)
        .export(folder.resolve("model"), Map.of());
    SavedModelAssert model = assertThatModel(vectors, "costs", "target", "noise");
    model.hasOutputs("loss", "gradient", "curvature", "step", "newton_target", "newton_loss");
    isExpected(model, "gradient", vectors.expected("gradient"));
    isExpected(model, "curvature", vectors.expected("fisher"));
    isExpected(model, "step", vectors.expected("fisher_step"));
    double[] target = vectors.input("costs").flat();
    for (int i = 0; i < target.length; i++) {
      target[i] -= vectors.expected("fisher_step").flat()[i];
    }
    isExpected(model, "newton_target", Numbers.of(target));
  }

  @Test
  void predictionsKeepTheirShape() throws IOException {
    GoldenCase vectors = smoothing().get(0);
    new PathLossModel<>(
            algorithm(vectors),
            new PathLoss.L2(),
            new NewtonLoss(new Hessian(0.1)),
            grid(vectors),
            TFloat64.class)
        .export(folder.resolve("model"), Map.of());
    SavedModelAssert model = assertThatModel(vectors, "costs", "target", "noise");
    for (String name : List.of("gradient", "step", "newton_target")) {
      model.output(name).hasShape(4, 4, 4);
    }
    model.output("curvature").hasShape(16, 16);
    model.fed("target", Numbers.random(1, 0, 1, 1, 4, 4));
    assertThatThrownBy(() -> model.output("step"))
        .hasMessageContaining("costs, target must have equally many examples, found] [4 1]");
  }

  @Test
  void exactPathsAreTheGoldenOnes() throws IOException {
    GoldenCase vectors = GoldenCase.read("/vectors/shortest_path.json").get(1);
    new ShortestPathModel<>(grid(vectors), TFloat64.class)
        .export(folder.resolve("model"), Map.of());
    SavedModelAssert model = assertThatModel(vectors, "costs");
    isExpected(model, "path", vectors.expected("path"));
    isExpected(model, "path_cost", vectors.expected("path_cost"));
  }

  @Test
  void relaxedPathsAreTheGoldenOnes() throws IOException {
    GoldenCase vectors = GoldenCase.read("/vectors/relaxed_bellman_ford.json").get(0);
    int iterations = vectors.integer("iterations");
    RelaxedBellmanFord algorithm =
        new RelaxedBellmanFord(
            vectors.number("beta"), iterations, new RelaxedLoop.For(), new TConorm.Probabilistic());
    new RelaxedPathModel<>(algorithm, grid(vectors), TFloat64.class)
        .export(folder.resolve("model"), Map.of());
    SavedModelAssert model = assertThatModel(vectors, "costs");
    isExpected(model, "path", vectors.expected("path"));
    model
        .returnsTheBitsOf((tf, in) -> Map.of("path", algorithm.call(tf, in.get("costs"))))
        .returnsTheBitsOf(folder.resolve("model"));
  }

  @Test
  void sortingIsThatOfTheGraph() throws IOException {
    NeuralSort sort = new NeuralSort(0.5, false);
    new SortModel<>(sort, 5, TFloat32.class).export(folder.resolve("model"), Map.of());
    assertThatSavedModel(folder.resolve("model"))
        .fed("scores", Numbers.random(1, -2, 2, 7, 5))
        .returnsTheBitsOf(
            (tf, in) -> {
              Operand<TFloat32> scores = in.get("scores", TFloat32.class);
              SoftPermutation<TFloat32> p = sort.call(tf, scores);
              return Map.of("permutation", p.permutation(), "sorted", p.sorted(tf, scores));
            });
  }

  private SavedModelAssert assertThatModel(GoldenCase vectors, String... inputs) {
    SavedModelAssert model = assertThatSavedModel(folder.resolve("model"));
    for (String input : inputs) {
      model.fed(input, vectors.input(input));
    }
    return model;
  }

  private static void isExpected(SavedModelAssert model, String output, Numbers expected) {
    model.output(output).isCloseTo(expected.flat(), within(1e-9));
  }
}
