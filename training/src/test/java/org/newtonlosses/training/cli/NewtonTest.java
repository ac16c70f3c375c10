package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes, one-line errors and help. */
class NewtonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                        | a command is missing (see newton --help)",
        "docto                     | unknown command docto; did you mean doctor",
        "--foo                     | unknown option --foo (see newton --help)",
        "export                    | a kind is missing, one of neuralsort, softsort, sorting-network,",
        "export qq                 | unknown command qq (see newton export --help)",
        "export neuralsort         | missing required option: --out=DIR",
        "export neuralsort --out   | missing required parameter for option --out (DIR)",
        "export softsort --out x --n x | n must be a whole number, found \"x\"",
        "data                      | a command is missing, one of fetch, info, generate",
        "data fetch cifar          | data set must be mnist or warcraft, found cifar",
        "bench                     | a task is missing, one of ranking, paths",
        "bench ranking --warmup -1 | warmup must be at least 0, found -1",
        "bench ranking --n 1       | n must be at least 2, found 1",
        "bench ranking --device x  | device must be auto, cpu, gpu or gpu:N, found x",
        "predict --model m         | missing required parameter: FILE",
        "doctor now                | unknown argument now"
      })
  void badUsageIsOneLineAndExitCode2(String line, String message) {
    Cli cli = Cli.run(line);
    assertThat(cli.err()).startsWith("newton: ").contains(message).hasLineCount(1);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--verbose export neuralsort --out %s --n 1",
        "export neuralsort --out %s --n 1 --verbose"
      })
  void verboseShowsTheStackTraceWhereverItStands(String line) {
    Cli cli = Cli.run(line.formatted("target/never-written"));
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err().lines().findFirst()).hasValue("newton: n must be at least 2, found 1");
    assertThat(cli.err()).contains("at org.newtonlosses.");
  }

  @Test
  void aMissingFolderIsAFailure() {
    Cli cli = Cli.run("data info --data-dir target/no-such-folder");
    assertThat(cli.err())
        .isEqualToNormalizingNewlines("newton: target/no-such-folder: no such file or folder\n");
    assertThat(cli.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "train --help",
        "predict --help",
        "export --help",
        "export ranking-loss -h",
        "data fetch --help",
        "bench ranking --help",
        "doctor --help"
      })
  void helpGoesToStdout(String line) {
    Cli cli = Cli.run(line);
    assertThat(cli.code()).isZero();
    assertThat(cli.err()).isEmpty();
    String command = line.substring(0, line.lastIndexOf(' ') + 1);
    assertThat(cli.out()).startsWith("Usage: newton " + command).contains("--verbose", "--help");
  }

  @Test
  void helpListsEveryCommand() {
    assertThat(Cli.run("--help").out())
        .contains("train", "evaluate", "predict", "recipes", "export", "data", "bench", "doctor");
  }

  @Test
  void versionNamesTheProjectAndTensorFlow() {
    Cli cli = Cli.run("--version");
    assertThat(cli.code()).isZero();
    assertThat(cli.out())
        .matches(
            "newton \\d+\\.\\d+\\.\\d+.*\\RTensorFlow 2\\.\\d+\\.\\d+ \\(TensorFlow Java .*\\)\\R");
  }

  @Test
  void theProcessHasTheExitCodeAndNoStackTrace() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Newton.class.getName(),
                "data",
                "info",
                "--data-dir",
                "target/no-such-folder")
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(err.lines())
        .containsExactly("newton: target/no-such-folder: no such file or folder");
  }
}
