package org.newtonlosses.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.training.StepReport;
import org.newtonlosses.training.TrainingListener;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.RecipeYaml;

/** Runs on maps: noise and running statistics go on where they were, as parameters do. */
class PathRunTest {
  /** A run that nothing disturbed. */
  @TempDir static Path whole;

  @TempDir Path temporary;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    assertThat(SmallRun.begin(whole, SmallRun.paths(Map.of()), () -> false)).isPresent();
  }

  @Test
  void leavesTheMetricsOfPaths() throws IOException {
    assertThat(SmallRun.metrics(whole)).hasSize(8);
    assertThat(SmallRun.metrics(whole).get(3))
        .startsWith("{\"step\":3,\"validation_examples\":10,\"validation_cost_correlation\":");
    RunResult result = Json.read(Files.readString(whole.resolve("result.json")), RunResult.class);
    assertThat(result.testExamples()).isEqualTo(12);
    assertThat(result.test())
        .containsOnlyKeys("loss", "perfect_match", "cost_match", "cost_ratio", "cost_correlation");
    assertThat(result.test().get("perfect_match"))
        .isLessThanOrEqualTo(result.test().get("cost_match"));
    assertThat(result.test().get("cost_ratio")).isGreaterThanOrEqualTo(1 - 1e-6);
    assertThat(whole.resolve("provenance.json")).content().contains("generated terrain maps");
  }

  @Test
  void goesOnAfterBeingStopped() throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    TrainingListener stopper =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            stop.set(report.step() == 3);
          }
        };

    assertThat(
            SmallRun.begin(temporary.resolve("run"), SmallRun.paths(Map.of()), stop::get, stopper))
        .isEmpty();
    assertThat(SmallRun.resume(temporary.resolve("run"))).isPresent();

    assertThat(SmallRun.metrics(temporary.resolve("run"))).isEqualTo(SmallRun.metrics(whole));
    Path data = Path.of("model/variables/variables.data-00000-of-00001");
    assertThat(temporary.resolve("run").resolve(data)).hasSameBinaryContentAs(whole.resolve(data));
  }

  @Test
  void goesOnAfterKillMinus9() throws Exception {
    Recipe recipe =
        SmallRun.paths(Map.of("steps", "30", "validate-every", "20", "checkpoint-every", "4"));
    Path undisturbed = temporary.resolve("undisturbed");
    Path killed = temporary.resolve("killed");
    Path file = Files.writeString(temporary.resolve("r.yaml"), RecipeYaml.write(recipe));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.newtonlosses.training.cli.Newton",
                    "train",
                    "--task",
                    "paths",
                    "--device",
                    "cpu",
                    "--recipe",
                    file.toString(),
                    "--run",
                    killed.toString()))
            .redirectErrorStream(true)
            .redirectOutput(new File(temporary.toFile(), "output"))
            .start();
    while (lines(killed) < 6) {
      assertThat(process.isAlive()).as("%s", temporary.resolve("output")).isTrue();
      Thread.sleep(5);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(killed.resolve("model")).doesNotExist();

    SmallRun.begin(undisturbed, recipe, () -> false);
    SmallRun.resume(killed);

    assertThat(SmallRun.metrics(killed)).hasSize(32).isEqualTo(SmallRun.metrics(undisturbed));
  }

  @Test
  void refusesOtherMaps() throws IOException {
    Path run = temporary.resolve("run");
    AtomicBoolean stop = new AtomicBoolean(true);
    SmallRun.begin(run, SmallRun.paths(Map.of()), stop::get);
    Path file = run.resolve("provenance.json");
    Files.writeString(
        file, Files.readString(file).replace("generated terrain maps", "Warcraft terrain maps"));

    assertThatIOException()
        .isThrownBy(() -> SmallRun.resume(run))
        .withMessageContaining("the data have changed since the run began");
  }

  private static int lines(Path run) throws IOException {
    Path metrics = run.resolve("metrics.jsonl");
    return Files.exists(metrics) ? Files.readAllLines(metrics).size() : 0;
  }
}
