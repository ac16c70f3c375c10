package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Exported SavedModels of paths against the golden vectors, and what their exports refuse. */
class ExportPathsTest {
  @TempDir private Path folder;

  private static Stream<JsonNode> exact() {
    return GoldenExport.cases("shortest_path.json");
  }

  @ParameterizedTest
  @MethodSource("exact")
  void theExactPathIsTheReference(JsonNode golden) throws IOException {
    Path model = export(golden, List.of("shortest-path"), Set.of());
    try (Served served = new Served(model);
        TFloat64 costs = GoldenExport.tensor(golden.at("/inputs/costs"));
        Result result = served.call(Map.of("costs", costs))) {
      GoldenExport.close(result, "path", golden.at("/expected/path"));
      GoldenExport.close(result, "path_cost", golden.at("/expected/path_cost"));
    }
  }

  // The algorithms' arithmetic is tested where they are built. Here: do the options arrive?
  private static Stream<JsonNode> relaxed() {
    return GoldenExport.cases("relaxed_bellman_ford.json")
        .filter(golden -> golden.at("/params/height").asInt() == 5);
  }

  @ParameterizedTest
  @MethodSource("relaxed")
  void theRelaxedPathIsTheReference(JsonNode golden) throws IOException {
    Path model = export(golden, List.of("relaxed-bellman-ford"), Set.of("loss", "tikhonov"));
    try (Served served = new Served(model);
        TFloat64 costs = GoldenExport.tensor(golden.at("/inputs/costs"));
        Result result = served.call(Map.of("costs", costs))) {
      GoldenExport.close(result, "path", golden.at("/expected/path"));
    }
  }

  private static Stream<JsonNode> losses() {
    return Stream.concat(
        relaxed().filter(golden -> golden.at("/params/conorm").asText().equals("hamacher")),
        GoldenExport.cases("smoothing.json"));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossesAreTheReference(JsonNode golden) throws IOException {
    JsonNode expected = golden.get("expected");
    for (String curvature : List.of("fisher", "hessian")) {
      JsonNode step =
          expected.path(curvature.equals("fisher") ? "fisher_step" : "mean_hessian_step");
      if (!step.isMissingNode()) {
        Path model = export(golden, List.of("path-loss", "--curvature", curvature), Set.of());
        Map<String, Tensor> inputs = inputs(golden);
        try (Served served = new Served(model);
            Result result = served.call(inputs)) {
          GoldenExport.close(result, "gradient", expected.get("gradient"));
          GoldenExport.close(result, "step", step);
          if (expected.has("loss")) {
            GoldenExport.close(result, "loss", expected.get("loss"));
          }
        } finally {
          inputs.values().forEach(Tensor::close);
        }
      }
    }
  }

  @Test
  void aSolverOfAnySizeTakesEndsAndObstacles() {
    Path model = folder.resolve("solver");
    Cli cli =
        Cli.run(
            "export shortest-path --any-size --ends --obstacles --step-cost entering --corners keep"
                + " --dtype float64 --out "
                + model);
    assertThat(cli.code()).as(cli.err()).isZero();
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString())) {
      // A serpentine of 2 columns, and the goal beside it behind a wall.
      double[] ones = new double[12];
      Arrays.fill(ones, 1);
      byte[] wall = {0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0};
      assertThat(cost(bundle, 4, 3, ones, wall, new int[] {0, 0}, new int[] {0, 2})).isEqualTo(8);
      wall[10] = 1;
      assertThat(cost(bundle, 4, 3, ones, wall, new int[] {0, 0}, new int[] {0, 2}))
          .isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(cost(bundle, 2, 6, ones, new byte[12], new int[] {0, 0}, new int[] {1, 5}))
          .isCloseTo(4 + Math.sqrt(2), within(1e-12));
    }
  }

  private static double cost(
      SavedModelBundle bundle,
      int height,
      int width,
      double[] costs,
      byte[] blocked,
      int[] start,
      int[] goal) {
    Shape grid = Shape.of(1, height, width);
    try (TFloat64 values = TFloat64.tensorOf(grid, DataBuffers.of(costs));
        TUint8 walls = TUint8.tensorOf(grid, DataBuffers.of(blocked));
        TInt32 from = TInt32.tensorOf(Shape.of(1, 2), DataBuffers.of(start));
        TInt32 to = TInt32.tensorOf(Shape.of(1, 2), DataBuffers.of(goal));
        Result result =
            bundle
                .function("serving_default")
                .call(Map.of("costs", values, "blocked", walls, "start", from, "goal", to))) {
      return ((TFloat64) result.get("path_cost").orElseThrow()).getDouble(0);
    }
  }

  @Test
  void float32IsTheDefaultAndProvenanceHoldsWhatBelongsToTheAlgorithm() throws IOException {
    Path model = folder.resolve("loss");
    Cli cli =
        Cli.run(
            "export path-loss --algorithm smoothed-loss --samples 4 --antithetic --height 3"
                + " --width 2 --out "
                + model);
    assertThat(cli.code()).as(cli.err()).isZero();
    JsonNode provenance =
        new ObjectMapper()
            .readTree(Files.readString(model.resolve("assets.extra/provenance.json")));
    assertThat(provenance.at("/parameters").toString())
        .isEqualTo(
            """
            {"dtype":"float32","algorithm":"smoothed-loss","samples":4,"sigma":0.5,\
            "noise":"gaussian","control-variate":"value","sampling":"independent","antithetic":true,"height":3,"width":2,\
            "loss":"l1","curvature":"fisher","tikhonov":0.01,\
            "relative-tikhonov":"none","levenberg-marquardt":false,"ends":false,"obstacles":false,\
            "neighbours":8,"step-cost":"cell","corners":"cut"}""");
    try (Served served = new Served(model)) {
      assertThat(served.bundle().signatures().get(0).getInputs().get("noise").dataType.name())
          .isEqualTo("DT_FLOAT");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shortest-path --height 0                              | height must be at least 1, found 0",
        "shortest-path --beta 2                                | unknown option --beta",
        "relaxed-bellman-ford --beta 0                         | beta must be positive and finite, found 0.0",
        "relaxed-bellman-ford --loop do                        | loop must be one of for, while, found do",
        "relaxed-bellman-ford --conorm x                       | conorm must be one of probabilistic, hamacher,",
        "path-loss --algorithm x                               | algorithm must be one of relaxed-bellman-ford, smoothed-loss,",
        "path-loss --samples 3                                 | --samples 3 does not go with relaxed-bellman-ford, only with",
        "path-loss --lambda 3                                  | --lambda 3 does not go with relaxed-bellman-ford, only with",
        "path-loss --algorithm smoothed-loss --beta 3          | --beta 3 does not go with smoothed-loss, only with",
        "path-loss --algorithm smoothed-loss --samples 0       | samples must be at least 1, found 0",
        "path-loss --algorithm smoothed-loss --sigma -1        | sigma must be positive and finite, found -1.0",
        "path-loss --algorithm smoothed-loss --noise x         | noise must be one of gaussian, gumbel, logistic,",
        "path-loss --algorithm smoothed-loss --sampling x      | sampling must be one of independent, latin-hypercube,",
        "path-loss --algorithm smoothed-loss --sampling cartesian --samples 9 --curvature none | cartesian sampling needs k^144 points",
        "path-loss --algorithm smoothed-loss --noise laplace --curvature hessian | the density of laplace noise has a kink",
        "path-loss --algorithm perturbed-optimizer --noise cauchy | needs noise that has a mean",
        "path-loss --algorithm blackbox-interpolation --lambda 0 | lambda must be positive and finite, found 0.0",
        "path-loss --algorithm smoothed-algorithm --curvature hessian | has no second derivative",
        "path-loss --loss x                                    | loss must be one of l1, l2, found x",
        "path-loss --tikhonov 0                                | tikhonov must be positive and finite, found 0.0",
      })
  void badValuesAreRefused(String line, String message) {
    GoldenExport.assertRefused(line, folder.resolve("model"), message);
  }

  private Path export(JsonNode golden, List<String> kind, Set<String> without) throws IOException {
    Path model = Files.createTempDirectory(folder, "export").resolve("model");
    List<String> line = new ArrayList<>(List.of("export"));
    line.addAll(kind);
    line.addAll(GoldenExport.options(golden, without));
    line.addAll(List.of("--dtype", "float64", "--out", model.toString()));
    GoldenExport.run(line);
    return model;
  }

  private static Map<String, Tensor> inputs(JsonNode golden) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    golden
        .get("inputs")
        .properties()
        .forEach(entry -> inputs.put(entry.getKey(), GoldenExport.tensor(entry.getValue())));
    return inputs;
  }
}
