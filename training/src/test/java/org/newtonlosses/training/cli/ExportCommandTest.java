package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** Exported SavedModels against the golden vectors, and what export refuses. */
class ExportCommandTest {
  @TempDir private Path folder;

  // The algorithms' arithmetic is tested where they are built. Here: do the options arrive?
  private static Stream<JsonNode> sorts() {
    return GoldenExport.cases("sorting.json").filter(c -> c.at("/params/n").asInt() == 5);
  }

  @ParameterizedTest
  @MethodSource("sorts")
  void exportedSortsAreTheReference(JsonNode golden) throws IOException {
    Path model = folder.resolve("sort");
    List<String> line = new ArrayList<>(List.of("export", golden.at("/params/algorithm").asText()));
    line.addAll(GoldenExport.options(golden, Set.of("algorithm")));
    line.addAll(List.of("--dtype", "float64", "--out", model.toString()));
    GoldenExport.run(line);
    try (Served served = new Served(model);
        TFloat64 scores = GoldenExport.tensor(golden.at("/inputs/scores"));
        Result result = served.call(Map.of("scores", scores))) {
      GoldenExport.close(result, "permutation", golden.at("/expected/permutation"));
      GoldenExport.close(result, "sorted", golden.at("/expected/sorted"));
    }
  }

  private static Stream<JsonNode> losses() {
    return GoldenExport.cases("ranking_losses.json").filter(c -> c.at("/params/n").asInt() == 5);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void exportedLossesAreTheReference(JsonNode golden) throws IOException {
    // Second derivatives make large graphs: one case with all curvatures will do.
    Map<String, String> steps =
        golden.get("name").asText().equals("softsort-p2-binary-cross-entropy-n5")
            ? Map.of(
                "fisher", "fisher_step",
                "hessian", "mean_hessian_step",
                "per-example-hessian", "hessian_step",
                "none", "gradient")
            : Map.of("fisher", "fisher_step");
    for (Map.Entry<String, String> step : steps.entrySet()) {
      Path model = folder.resolve(step.getKey());
      List<String> line = new ArrayList<>(List.of("export", "ranking-loss"));
      line.addAll(GoldenExport.options(golden, Set.of()));
      line.addAll(List.of("--curvature", step.getKey()));
      line.addAll(List.of("--dtype", "float64", "--out", model.toString()));
      GoldenExport.run(line);
      try (Served served = new Served(model);
          TFloat64 scores = GoldenExport.tensor(golden.at("/inputs/scores"));
          TFloat64 values = GoldenExport.tensor(golden.at("/inputs/values"));
          Result result = served.call(Map.of("scores", scores, "values", values))) {
        GoldenExport.close(result, "loss", golden.at("/expected/loss"));
        GoldenExport.close(result, "gradient", golden.at("/expected/gradient"));
        GoldenExport.close(result, "step", golden.at("/expected/" + step.getValue()));
        if (step.getKey().equals("fisher")) {
          GoldenExport.close(result, "curvature", golden.at("/expected/fisher"));
          GoldenExport.close(result, "newton_target", golden.at("/expected/fisher_target"));
        }
      }
    }
  }

  @Test
  void float32IsTheDefaultAndProvenanceHoldsEveryValue() throws IOException {
    Path model = folder.resolve("parent").resolve("model");
    Cli cli = Cli.run("export ranking-loss --algorithm sorting-network --hard --out " + model);
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).isEqualToNormalizingNewlines("wrote " + model + "\n");
    JsonNode provenance =
        new ObjectMapper()
            .readTree(Files.readString(model.resolve("assets.extra/provenance.json")));
    assertThat(provenance.at("/kind").asText()).isEqualTo("ranking-loss");
    assertThat(provenance.at("/parameters").toString())
        .isEqualTo(
            """
            {"dtype":"float32","algorithm":"sorting-network","network":"odd-even",\
            "distribution":"cauchy","steepness":10.0,"hard":true,"n":5,\
            "loss":"binary-cross-entropy","curvature":"fisher","tikhonov":0.01,\
            "relative-tikhonov":"none","levenberg-marquardt":false}""");
    assertThat(provenance.at("/versions/tensorflow").asText()).startsWith("2.");
    try (Served served = new Served(model);
        TFloat32 scores = TFloat32.tensorOf(Shape.of(1, 5));
        Result result = served.call(Map.of("scores", scores, "values", scores))) {
      assertThat(result.get("newton_loss").orElseThrow()).isInstanceOf(TFloat32.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "neuralsort --n 1                          | n must be at least 2, found 1",
        "neuralsort --temperature 0                | temperature must be positive and finite, found 0.0",
        "softsort --power -1                       | power must be positive and finite, found -1.0",
        "softsort --dtype int32                    | dtype must be one of float32, float64, found int32",
        "softsort --steepness 1                    | unknown option --steepness",
        "sorting-network --network x               | network must be one of odd-even, bitonic, found x",
        "sorting-network --distribution x          | distribution must be one of logistic, cauchy,",
        "sorting-network --steepness NaN           | steepness must be a number, found \"NaN\"",
        "ranking-loss --algorithm x                | algorithm must be one of neuralsort, softsort,",
        "ranking-loss --algorithm soft-rank --regularization 0 | regularization must be positive",
        "top-k-loss --algorithm soft-rank          | algorithm must be one of neuralsort, softsort,",
        "top-k-loss --top [0.5,0.4]                | the probabilities of top-k must sum to 1, found",
        "top-k-loss --classes 4                    | k must be between 1 and the number of items, 4,",
        "list-loss --slots 1                       | slots must be at least 2, found 1",
        "list-loss --loss x                        | loss must be one of lambdarank, ranknet, ndcg,",
        "list-loss --loss listmle --at 3           | --at 3 does not go with listmle, only with lambdarank, ndcg",
        "list-loss --at 0                          | at must be at least 1, found 0",
        "ranking-loss --power 2                    | --power 2 does not go with neuralsort, only with",
        "ranking-loss --steepness 2                | --steepness 2 does not go with neuralsort",
        "ranking-loss --loss x                     | loss must be one of cross-entropy, binary-cross",
        "ranking-loss --curvature x                | curvature must be one of hessian, fisher,",
        "ranking-loss --tikhonov 0                 | tikhonov must be positive and finite, found 0.0",
        "ranking-loss --relative-tikhonov 0        | relative tikhonov must be positive and finite, found 0.0",
        "ranking-loss --curvature averaged         | keeps \"average\" from step to step: it needs a trainable model",
        "ranking-loss --levenberg-marquardt true   | keeps \"tikhonov\" from step to step: it needs a trainable model",
      })
  void badValuesAreRefused(String line, String message) {
    GoldenExport.assertRefused(line, folder.resolve("model"), message);
  }

  /** Scores in the wrong order, and in the right one. */
  @Test
  void softRankHasItsOwnLoss() throws IOException {
    Path model = folder.resolve("model");
    GoldenExport.run(
        List.of(
                "export ranking-loss --algorithm soft-rank --regularization 0.1 --n 3 --out",
                "" + model)
            .stream()
            .flatMap(part -> Stream.of(part.split(" ")))
            .toList());
    try (Served served = new Served(model);
        TFloat32 scores =
            TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{1, 2, 3}, {3, 2, 1}}));
        TFloat32 values =
            TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{9, 8, 7}, {9, 8, 7}}));
        Result result = served.call(Map.of("scores", scores, "values", values))) {
      TFloat32 loss = (TFloat32) result.get("loss").orElseThrow();
      assertThat(loss.getFloat(0)).isCloseTo(2, within(1e-6f));
      assertThat(loss.getFloat(1)).isCloseTo(0, within(1e-6f));
    }
  }

  /** With all mass on the first of the places, the label's share in it. */
  @Test
  void topKLossTakesLabels() throws IOException {
    Path model = folder.resolve("model");
    GoldenExport.run(
        List.of(
            "export",
            "top-k-loss",
            "--classes",
            "3",
            "--top",
            "[1]",
            "--algorithm",
            "softsort",
            "--out",
            "" + model));
    try (Served served = new Served(model);
        TFloat32 scores =
            TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{1, 2, 3}, {3, 2, 1}}));
        TInt32 labels = TInt32.vectorOf(0, 0);
        Result result = served.call(Map.of("scores", scores, "labels", labels))) {
      TFloat32 loss = (TFloat32) result.get("loss").orElseThrow();
      double logSum = Math.log(1 + Math.exp(-1) + Math.exp(-2));
      assertThat(loss.getFloat(0)).isCloseTo((float) (2 + logSum), within(1e-5f));
      assertThat(loss.getFloat(1)).isCloseTo((float) logSum, within(1e-5f));
    }
  }

  /** 1 - NDCG@1 of the relaxed order; the item in the second slot is none. */
  @Test
  void listLossTakesGrades() throws IOException {
    Path model = folder.resolve("model");
    GoldenExport.run(
        List.of(
            "export",
            "list-loss",
            "--slots",
            "3",
            "--loss",
            "ndcg",
            "--at",
            "1",
            "--loss-gain",
            "linear",
            "--algorithm",
            "softsort",
            "--out",
            "" + model));
    try (Served served = new Served(model);
        TFloat32 scores =
            TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{1, 9, 2}, {2, Float.NaN, 1}}));
        TFloat32 grades =
            TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{3, -1, 0}, {3, -1, 0}}));
        Result result = served.call(Map.of("scores", scores, "grades", grades))) {
      TFloat32 loss = (TFloat32) result.get("loss").orElseThrow();
      float share = (float) (1 / (1 + Math.exp(-1)));
      assertThat(loss.getFloat(0)).isCloseTo(share, within(1e-6f));
      assertThat(loss.getFloat(1)).isCloseTo(1 - share, within(1e-6f));
      TFloat32 gradient = (TFloat32) result.get("gradient").orElseThrow();
      assertThat(gradient.getFloat(0, 1)).isZero();
      assertThat(gradient.getFloat(1, 1)).isZero();
    }
  }

  @Test
  void anExistingFolderStays() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Cli existing = Cli.run("export neuralsort --out " + folder);
    assertThat(existing.err())
        .isEqualToNormalizingNewlines("newton: " + folder + ": exists already\n");
    assertThat(existing.code()).isEqualTo(1);
    Cli below = Cli.run("export neuralsort --out " + file.resolve("model"));
    assertThat(below.err()).startsWith("newton: " + file).hasLineCount(1);
    assertThat(below.code()).isEqualTo(1);
    assertThat(file).hasContent("mine");
  }
}
