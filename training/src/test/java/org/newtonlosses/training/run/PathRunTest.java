package org.newtonlosses.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.training.recipe.Recipe;

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
  void goesOnFromWhatAnotherProgramSaved() throws IOException {
    Path half = temporary.resolve("half");
    SmallRun.begin(half, SmallRun.paths(Map.of("steps", "3")), () -> false);
    Path saved = temporary.resolve("new/folder/checkpoint");
    SmallRun.save(half.resolve("model"), saved);

    Path run = temporary.resolve("run");
    SmallRun.beginFrom(saved, run, SmallRun.paths(Map.of()));

    // After the validation of step 3, which was made before.
    assertThat(SmallRun.metrics(run))
        .isEqualTo(SmallRun.metrics(whole).subList(4, SmallRun.metrics(whole).size()));
    Path last = Path.of("checkpoints/step-00000006/variables.data-00000-of-00001");
    assertThat(run.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
  }

  @Test
  void goesOnAfterBeingStopped() throws IOException {
    AtomicBoolean stop = new AtomicBoolean();

    assertThat(
            SmallRun.begin(
                temporary.resolve("run"),
                SmallRun.paths(Map.of()),
                stop::get,
                SmallRun.atStep(3, () -> stop.set(true))))
        .isEmpty();
    assertThat(SmallRun.resume(temporary.resolve("run"))).isPresent();

    SmallRun.assertSame(temporary.resolve("run"), whole);
  }

  @Test
  void goesOnAfterKillMinus9() throws Exception {
    Recipe recipe =
        SmallRun.paths(Map.of("steps", "30", "validate-every", "20", "checkpoint-every", "4"));
    Path undisturbed = temporary.resolve("undisturbed");
    Path killed = temporary.resolve("killed");
    SmallRun.kill(killed, recipe);

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
}
