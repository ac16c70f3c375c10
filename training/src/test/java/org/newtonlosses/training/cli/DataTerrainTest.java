package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code newton data} does with maps that have ends, obstacles and moves of their own. */
class DataTerrainTest {
  private static final String MOVES = " --neighbours 8 --step-cost entering --corners keep";

  @TempDir private static Path folder;
  private static Path maps;
  private static Cli generated;

  @BeforeAll
  static void generate() {
    maps = folder.resolve("maps");
    generated =
        Cli.run(
            "data generate terrain --height 9 --width 10 --train 20 --validation 2 --test 2"
                + " --ends random --obstacles 0.2 --unique"
                + MOVES
                + " --out "
                + maps);
  }

  @Test
  void ownMapsAreGeneratedAndTheirNumbersStandAlone() {
    assertThat(generated.code()).as(generated.err()).isZero();
    assertThat(generated.out())
        .startsWith("wrote " + maps)
        .containsPattern("\n +training maps\\R")
        .containsPattern("\n  maps +20\\R")
        .containsPattern("\n  blocked cells +20\\.0 %\\R")
        .containsPattern("\n  cells of a path +\\d+\\.\\d\\d\\R")
        .containsPattern("\n  several shortest +0\\.0 %\\R")
        .doesNotContain("Warcraft");
    for (String extra : new String[] {"starts", "goals", "blocked"}) {
      assertThat(maps.resolve("val_" + extra + ".npy")).isRegularFile();
    }
  }

  @Test
  void infoReadsThemWithTheirMoves() {
    Cli info = Cli.run("data info --data-dir " + maps + MOVES);
    assertThat(info.code()).as(info.err()).isZero();
    assertThat(info.out())
        .containsPattern(
            "train       20 maps of 72 x 80 pixels and 9 x 10 cells, own starts and goals, blocked"
                + " cells, paths of up to \\d+ cells\\R")
        .containsPattern("  test_goals.npy +md5 \\p{XDigit}{32}\\R");

    Cli others = Cli.run("data info --neighbours 4 --data-dir " + maps);
    assertThat(others.code()).isEqualTo(1);
    assertThat(others.err())
        .startsWith("newton: " + maps.resolve("train_shortest_paths.npy"))
        .contains("assumed are 4 neighbours, cost of each cell, others are given by --neighbours")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ends middle     | ends must be one of corners, random, found middle",
        "--obstacles 0.6   | obstacles 0.6, a share of the cells from 0 to 0.5 is allowed",
        "--neighbours 6    | neighbours must be 4 or 8, found 6",
        "--step-cost moves | step-cost must be one of cell, entering, found moves",
        "--corners round   | corners must be one of cut, keep, found round",
      })
  void badOptionsAreNamed(String options, String message) {
    Cli cli = Cli.run("data generate terrain --out x " + options);
    assertThat(cli.err()).isEqualToNormalizingNewlines("newton: " + message + "\n");
    assertThat(cli.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--obstacles 0.6 | obstacles must be in [0.0, 0.5], found 0.6",
        "--ends middle   | task.data.ends: must be one of corners, random, found middle",
      })
  void badParametersOfARecipeAreNamed(String options, String message) {
    Cli cli = Cli.run("train --task paths " + options);
    assertThat(cli.err()).contains(message);
    assertThat(cli.code()).isEqualTo(2);
  }
}
