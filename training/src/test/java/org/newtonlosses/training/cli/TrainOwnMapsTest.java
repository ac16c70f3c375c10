package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on maps with starts, goals and blocked cells of their own. */
class TrainOwnMapsTest {
  private static final String MOVES = " --step-cost entering --corners keep ";
  private static final String MAPS =
      "data generate terrain --ends random --obstacles 0.2 --unique --train 9 --validation 2 --test 6"
          + MOVES;
  private static final String TRAIN =
      "train --task paths --algorithm perturbed-optimizer --samples 2 --batch 4 --steps 2 --threads 1"
          + " --device cpu"
          + MOVES;

  @TempDir private static Path folder;
  private static Path maps;
  private static Path larger;
  private static Path run;

  @BeforeAll
  static void generateAndTrain() {
    maps = folder.resolve("maps");
    larger = folder.resolve("larger");
    run = folder.resolve("run");
    succeed(MAPS + "--height 5 --width 4 --out " + maps);
    succeed(MAPS + "--height 7 --width 9 --out " + larger);
    succeed(
        TRAIN + "--architecture grid-cnn --any-size --data-dir %s --run %s".formatted(maps, run));
  }

  private static Cli succeed(String line) {
    Cli cli = Cli.run(line);
    assertThat(cli.code()).as(cli.err()).isZero();
    return cli;
  }

  @Test
  void aModelOfAnySizeIsEvaluatedOnMapsOfAnother() {
    String evaluate = "evaluate --threads 1 --device cpu --model " + run.resolve("model");
    assertThat(succeed(evaluate).out()).startsWith("6 examples of own maps, 5 x 4 cells: ");
    assertThat(succeed(evaluate + " --data-dir " + larger).out())
        .startsWith("6 examples of own maps, 7 x 9 cells: ");
  }

  @Test
  void pathsRunBetweenTheEndsOfEachMapAndAreDrawn() throws IOException {
    Path png = folder.resolve("paths.png");
    Cli cli = succeed(predict("--index 0,5 --json --data-dir %s --out %s".formatted(larger, png)));
    JsonNode predictions = new ObjectMapper().readTree(cli.out()).get("maps");
    assertThat(predictions).hasSize(2);
    assertThat(predictions.get(0).get("costs")).hasSize(7);
    assertThat(predictions.get(0).get("path").size()).isGreaterThan(1);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isGreaterThan(4 * 200);

    // The same from files: a data set alone knows the costs, and how the label steps.
    String files =
        "%s/test_maps.npy --starts %s/test_starts.npy --goals %s/test_goals.npy --blocked %s/test_blocked.npy --json"
            .formatted(larger, larger, larger, larger);
    JsonNode same = new ObjectMapper().readTree(succeed(predict(files)).out()).get("maps");
    assertThat(same).hasSize(6);
    assertThat(same.get(5).get("path")).isEqualTo(predictions.get(1).get("path"));
  }

  @Test
  void pathsEndWhereOneSaysAndNotBehindWalls() {
    String files =
        "%s/test_maps.npy --starts 0,0 --goals 0,0 --blocked %s/test_blocked.npy"
            .formatted(maps, maps);
    assertThat(succeed(predict(files)).out().lines())
        .hasSize(6)
        .allMatch(line -> line.endsWith("(0,0)") || line.endsWith("no path leads to the goal"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --task paths --data-dir MAPS | are 8 neighbours, cost of each cell, others are given by --neighbours, --step-cost and --corners",
        "train --task paths --neighbours 5 --data-dir MAPS | neighbours must be 4 or 8, found 5",
        "train --task paths --step-cost entering --corners keep --algorithm relaxed-bellman-ford --iterations 4 --data-dir LARGER | the cells of the longest path to learn from, found 4",
        "TRAIN --curvature grid-fisher --data-dir MAPS | grid-fisher is for paths from the first cell to the last",
        "TRAIN --any-size --architecture mlp --data-dir MAPS | the network takes",
        "train --task paths --obstacles 0.7 | obstacles must be in [0.0, 0.5], found 0.7",
        "PREDICT MAPS/test_maps.npy | test_maps.npy[0]: this model takes a start and a goal (--starts and --goals)",
        "PREDICT MAPS/test_maps.npy --starts 0,0 | there must be both of --starts and --goals, found one",
        "PREDICT MAPS/test_maps.npy --starts 0,0 --goals 5,0 --blocked MAPS/test_blocked.npy | the goal must be inside 5 x 4 cells, found (5,0)",
        "PREDICT MAPS/test_maps.npy --starts 0,0 --goals 1,1 --blocked MAPS/val_blocked.npy | 2 blocked cells for 6 maps; there must be one for each",
        "PREDICT MAPS/test_maps.npy --starts 0,0 --goals 1,1 --blocked LARGER/test_blocked.npy | has 5 x 4 cells, found a grid of 7 x 9",
      })
  void badUsage(String line, String message) {
    Cli cli =
        Cli.run(
            line.replace("PREDICT ", predict(""))
                .replace("TRAIN ", TRAIN)
                .replace("MAPS", maps.toString())
                .replace("LARGER", larger.toString()));
    assertThat(cli.err().lines().reduce((first, last) -> last).orElse(""))
        .startsWith("newton: ")
        .contains(message);
    assertThat(cli.code()).isIn(1, 2);
    assertThat(Path.of("runs")).as("the folder that runs get by default").doesNotExist();
  }

  private static String predict(String more) {
    return "predict --device cpu --model %s %s".formatted(run.resolve("model"), more);
  }
}
