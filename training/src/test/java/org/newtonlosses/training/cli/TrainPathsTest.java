package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.data.npy.NpyArray;

/** The commands on shortest paths: train, evaluate, predict, bench, data generate. */
class TrainPathsTest {
  private static final String TRAIN =
      "train --task paths --algorithm perturbed-optimizer --samples 2 --height 4 --width 3 --batch 4"
          + " --steps 2 --train-examples 8 --validation-examples 4 --test-examples 6 --threads 1"
          + " --device cpu --run ";

  @TempDir private static Path folder;
  private static Path run;
  private static Path maps;
  private static Cli trained;

  @BeforeAll
  static void trainAndGenerate() {
    run = folder.resolve("run");
    maps = folder.resolve("maps");
    trained = Cli.run(TRAIN + run);
    assertThat(trained.code()).as(trained.err()).isZero();
    Cli generated =
        Cli.run(
            "data generate terrain --height 4 --width 3 --train 9 --validation 2 --test 6 --out "
                + maps);
    assertThat(generated.code()).as(generated.err()).isZero();
    assertThat(generated.out())
        .contains("wrote " + maps)
        .containsPattern("grass +\\d+\\.\\d % +\\d+\\.\\d %")
        .containsPattern("cells of a path +\\d+\\.\\d\\d +13\\.00");
  }

  @Test
  void aRunSaysWhatItReached() {
    assertThat(trained.err()).contains("GENERATED MAPS", "step 2: validation perfect match ");
    assertThat(trained.out().lines())
        .element(1)
        .asString()
        .matches(
            "test on 6 examples of generated terrain maps: perfect match [0-9.]+ %, cost match"
                + " [0-9.]+ %, cost ratio [0-9.]+, cost correlation -?[0-9.]+");
  }

  @Test
  void aModelIsEvaluatedOnItsOwnTestMapsUnlessOthersAreNamed() {
    String tested = trained.out().lines().toList().get(1).replaceFirst(".*: ", "");

    Cli own = Cli.run("evaluate --threads 1 --device cpu --model " + run.resolve("model"));
    assertThat(own.code()).as(own.err()).isZero();
    assertThat(own.out())
        .startsWith("6 examples of generated terrain maps, 4 x 3 cells: " + tested);

    // The same seed wrote the same maps.
    Cli files =
        Cli.run(
            "evaluate --threads 1 --device cpu --model %s --data-dir %s"
                .formatted(run.resolve("model"), maps));
    assertThat(files.code()).as(files.err()).isZero();
    assertThat(files.out())
        .startsWith("6 examples of terrain maps like Warcraft's, 4 x 3 cells: " + tested);

    Cli untrained = Cli.run("evaluate --device cpu --model " + run.resolve("initial"));
    assertThat(untrained.code()).as(untrained.err()).isZero();

    Cli ranking = Cli.run("evaluate --n 5 --model " + run.resolve("model"));
    assertThat(ranking.code()).isEqualTo(2);
    assertThat(ranking.err()).contains("--n 5 does not go with paths, only with ranking");
  }

  @Test
  void mapsOfADataSetArePredictedAndDrawn() throws IOException {
    Path png = folder.resolve("paths.png");
    Cli cli = predict("--index 0,5 --json --out " + png);
    assertThat(cli.code()).as(cli.err()).isZero();

    JsonNode predictions = new ObjectMapper().readTree(cli.out()).get("maps");
    assertThat(predictions).hasSize(2);
    JsonNode first = predictions.get(0);
    assertThat(first.get("map").asText()).isEqualTo("test[0]");
    assertThat(first.get("costs")).hasSize(4).allSatisfy(row -> assertThat(row).hasSize(3));
    JsonNode path = first.get("path");
    assertThat(path.get(0).toString()).isEqualTo("[0,0]");
    assertThat(path.get(path.size() - 1).toString()).isEqualTo("[3,2]");
    for (int i = 1; i < path.size(); i++) {
      for (int axis = 0; axis < 2; axis++) {
        assertThat(path.get(i).get(axis).asInt() - path.get(i - 1).get(axis).asInt())
            .isBetween(-1, 1);
      }
    }
    assertThat(first.get("perfect_match").isBoolean()).isTrue();
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isGreaterThan(4 * 200);
  }

  @Test
  void mapsOfFilesArePredictedAsThoseOfTheDataSet() throws IOException {
    // Only a data set knows the true costs.
    String byIndex =
        predict("--index 0,1,2,3,4,5")
            .out()
            .replaceAll("(as cheap as|[0-9.]+ % dearer than) the true path", "not the true path")
            .replace("test[", "[");
    String npy = maps.resolve("test_maps.npy").toString();
    Cli byFile = predict(npy + " --labels " + maps.resolve("test_shortest_paths.npy"));
    assertThat(byFile.code()).as(byFile.err()).isZero();
    assertThat(byFile.out().replace(npy, "")).isEqualTo(byIndex);

    byte[] pixels = new byte[32 * 24 * 3];
    NpyArray.open(Path.of(npy)).readRow(1, pixels, 0);
    BufferedImage image = new BufferedImage(24, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32 * 24; i++) {
      image.setRGB(
          i % 24,
          i / 24,
          (pixels[3 * i] & 0xff) << 16
              | (pixels[3 * i + 1] & 0xff) << 8
              | (pixels[3 * i + 2] & 0xff));
    }
    Path png = folder.resolve("map.png");
    ImageIO.write(image, "png", png.toFile());
    Cli byImage = predict(png.toString());
    assertThat(byImage.code()).as(byImage.err()).isZero();
    assertThat(byImage.out().replaceFirst(".*:  ", ""))
        .isEqualTo(byIndex.lines().toList().get(1).replaceFirst(".*:  ", "") + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--index 6                                  | 2 | index must be from 0 to 5, found 6",
        "--index 0 --split x                        | 2 | split must be train, validation or test, found x",
        "--index 0 --data-dir no/folder             | 1 | no/folder: no such folder or .npz file",
        "--inverted --index 0                       | 2 | --inverted true does not go with paths, only with ranking",
        "''                                         | 2 | missing required parameter: FILE",
        "no.npy                                     | 1 | no.npy: no such file",
        "MAPS/test_shortest_paths.npy               | 1 | the shape must be [32, 24, 3] or [N, 32, 24, 3], found [6, 4, 3]",
        "MAPS/test_maps.npy --labels MAPS/train_shortest_paths.npy | 1 | 9 paths for 6 maps",
        "MAPS/test_maps.npy --labels MAPS/test_vertex_weights.npy | 1 | paths must be of zeros and ones, found",
      })
  void badPredictions(String line, int code, String message) {
    Cli cli = predict(line.replace("MAPS", maps.toString()));
    assertThat(cli.err().lines().reduce((first, last) -> last).orElse(""))
        .startsWith("newton: ")
        .contains(message);
    assertThat(cli.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --task sorting                        | task must be one of ranking, paths, learning-to-rank, pictures, found sorting",
        "train --task paths --recipe quick           | task must be that of the recipe quick, ranking, found paths",
        "train --task paths --n 5                    | task.n: unknown key; allowed are kind, data, algorithm, loss, cost-map",
        "train --task paths --algorithm neuralsort   | task.algorithm.name must be one of relaxed-bellman-ford,",
        "train --task paths --height 0               | height must be at least 1, found 0",
        "train --task paths --algorithm smoothed-algorithm --curvature hessian | has no second derivative; the curvatures fisher, exchangeable-fisher, scalar and none do without",
        "train --task paths --algorithm relaxed-bellman-ford --width 40 | iterations must be at least 40, found 30",
        "train --resume x --task paths               | without --task",
        "bench paths --recipe quick                  | bench paths takes recipes of this task, quick has the task ranking",
        "bench paths --algorithm perturbed-optimizer --samples 2 --train-examples 4 --batch 2 --height 3 --width 3 --steps 1 --grids 0 | grids must be at least 1, found 0",
        "data generate maps --out x                  | unknown command maps (see newton data generate --help)",
        "data generate terrain --out x --train 0     | 0 maps",
      })
  void badUsage(String line, String message) {
    Cli cli = Cli.run(line);
    assertThat(cli.err().lines().reduce((first, last) -> last).orElse(""))
        .startsWith("newton: ")
        .contains(message);
    assertThat(cli.code()).isEqualTo(2);
  }

  @Test
  void benchPrintsOnlyItsJson() throws IOException {
    Cli cli =
        Cli.run(
            "bench paths --algorithm perturbed-optimizer --samples 2 --train-examples 4 --batch 2"
                + " --height 3 --width 3 --steps 2 --warmup 1 --grids 7 --device cpu --json");
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out()).hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(cli.out());
    assertThat(json.get("height").asInt()).isEqualTo(3);
    assertThat(json.get("solver_grids").asInt()).isEqualTo(7);
    assertThat(json.get("solver_grids_per_second").asDouble()).isPositive();
    assertThat(json.get("dijkstra_grids_per_second").asDouble()).isPositive();
    assertThat(json.get("newton_seconds").isNumber()).isTrue();
  }

  @Test
  void infoChecksMapsAndSaysWhoseTheyAre() throws IOException {
    Cli cli = Cli.run("data info --data-dir " + maps);
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains(maps + ": complete, but not the Warcraft maps' own files")
        .contains("train       9 maps of 32 x 24 pixels and 4 x 3 cells")
        .containsPattern(
            "val_shortest_paths.npy +md5 \\p{XDigit}{32} \\(Warcraft's is not known\\)");

    Path partial = Files.createDirectory(folder.resolve("partial"));
    Files.copy(maps.resolve("test_maps.npy"), partial.resolve("test_maps.npy"));
    Cli missing = Cli.run("data info --data-dir " + partial);
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).startsWith("newton: " + partial + ": found no train_maps.npy");
  }

  private static Cli predict(String more) {
    return Cli.run(
        "predict --device cpu --model %s %s".formatted(run.resolve("model"), more).strip());
  }
}
