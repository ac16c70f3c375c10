package org.newtonlosses.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.training.TrainingFailedException;
import org.newtonlosses.training.TrainingListener;
import org.newtonlosses.training.recipe.Recipe;

class TrainingRunTest {
  /** A run that nothing disturbed. */
  @TempDir static Path whole;

  @TempDir Path temporary;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    assertThat(SmallRun.begin(whole, SmallRun.recipe(Map.of()), () -> false)).isPresent();
  }

  @Test
  void leavesAllThatIsNeededToRepeatAndToUseIt() throws IOException {
    assertThat(SmallRun.metrics(whole)).hasSize(8);
    assertThat(SmallRun.metrics(whole).get(3))
        .startsWith("{\"step\":3,\"validation_examples\":10,\"validation_element_wise\":");
    assertThat(whole.resolve("recipe.yaml")).content().contains("seed: 5");
    assertThat(whole.resolve("provenance.json"))
        .content()
        .contains("synthetic digits", "\"threads\" : 1", "\"tensorflow\" : \"2.18");
    assertThat(whole.resolve("model/saved_model.pb"))
        .hasSameBinaryContentAs(whole.resolve("initial/saved_model.pb"));
    assertThat(whole.resolve("model/assets.extra/recipe.yaml"))
        .hasSameTextualContentAs(whole.resolve("recipe.yaml"));
    assertThat(whole.resolve("model/assets.extra/provenance.json"))
        .hasSameTextualContentAs(whole.resolve("provenance.json"));
    RunResult result = Json.read(Files.readString(whole.resolve("result.json")), RunResult.class);
    assertThat(result.steps()).isEqualTo(6);
    assertThat(result.testExamples()).isEqualTo(12);
    assertThat(result.test())
        .containsOnlyKeys("loss", "exact_match", "element_wise", "exact_match_5");
    assertThat(result.test().get("exact_match")).isBetween(0.0, 1.0);
    assertThat(
            whole
                .resolve("checkpoints/step-%08d".formatted(result.bestStep()))
                .resolve("variables.index"))
        .hasSameBinaryContentAs(whole.resolve("model/variables/variables.index"));
    assertThat(whole).isDirectoryNotContaining("glob:**/.tmp-*");
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() throws IOException {
    Path same = temporary.resolve("same");
    Path other = temporary.resolve("other");

    SmallRun.begin(same, SmallRun.recipe(Map.of()), () -> false);
    SmallRun.begin(other, SmallRun.recipe(Map.of("seed", "6")), () -> false);

    SmallRun.assertSame(same, whole);
    assertThat(SmallRun.metrics(other).get(0)).isNotEqualTo(SmallRun.metrics(whole).get(0));
  }

  @Test
  void theScheduleChangesTheLearningRateFromItsStepOn() throws IOException {
    Path run = temporary.resolve("run");

    SmallRun.begin(
        run, SmallRun.recipe(Map.of("optimizer.schedule", "[{step: 4, factor: 10}]")), () -> false);

    List<String> metrics = SmallRun.metrics(run);
    assertThat(metrics.subList(0, 4)).isEqualTo(SmallRun.metrics(whole).subList(0, 4));
    assertThat(metrics.get(4)).isEqualTo(SmallRun.metrics(whole).get(4).replace("0.001", "0.01"));
    assertThat(loss(metrics.get(5))).isNotEqualTo(loss(SmallRun.metrics(whole).get(5)));
  }

  @Test
  void goesOnFromWhatAnotherProgramSaved() throws IOException {
    Path half = temporary.resolve("half");
    SmallRun.begin(half, SmallRun.recipe(Map.of("steps", "3")), () -> false);
    Path saved = temporary.resolve("new/folder/checkpoint");
    SmallRun.save(half.resolve("model"), saved);

    Path run = temporary.resolve("run");
    SmallRun.beginFrom(saved, run, SmallRun.recipe(Map.of()));

    // After the validation of step 3, which was made before.
    assertThat(SmallRun.metrics(run))
        .isEqualTo(SmallRun.metrics(whole).subList(4, SmallRun.metrics(whole).size()));
    Path last = Path.of("checkpoints/step-00000006/variables.data-00000-of-00001");
    assertThat(run.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
  }

  @Test
  void aRunFromElsewhereIsResumedAsOthersAre() throws IOException {
    Path begun = whole.resolve("initial");
    Path run = temporary.resolve("run");
    TrainingListener crash =
        SmallRun.atStep(
            1,
            () -> {
              throw new IllegalStateException("crash");
            });
    assertThatThrownBy(
            () -> SmallRun.beginFrom(begun, run, SmallRun.recipe(Map.of("seed", "6")), crash))
        .hasMessage("crash");
    SmallRun.resume(run);

    // The parameters of seed 5 and the batches of seed 6.
    Path initial = Path.of("initial/variables/variables.data-00000-of-00001");
    assertThat(Files.mismatch(run.resolve(initial), whole.resolve(initial))).isNotNegative();
    assertThat(run.resolve("provenance.json"))
        .content()
        .contains("\"path\" : \"%s\"".formatted(begun.toAbsolutePath()), "\"step\" : 0");
    Path again = temporary.resolve("again");
    SmallRun.beginFrom(begun, again, SmallRun.recipe(Map.of("seed", "6")));
    SmallRun.assertSame(run, again);
    Path fresh = temporary.resolve("fresh");
    SmallRun.begin(fresh, SmallRun.recipe(Map.of("seed", "6")), () -> false);
    assertThat(SmallRun.metrics(fresh).get(0)).isNotEqualTo(SmallRun.metrics(run).get(0));
    assertThat(fresh.resolve("provenance.json")).content().doesNotContain("from");
  }

  @Test
  void refusesToGoOnFromWhatDoesNotFit() throws IOException {
    Path model = whole.resolve("initial");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> beginFrom(model, Map.of("network", "{name: mlp, layers: [3]}")))
        .withMessage(
            "%s: does not fit the model, the variable dense1/bias must be float[3], found float[64]",
            model);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> beginFrom(model, Map.of("optimizer.learning-rate", "0.01")))
        .withMessage("the learning rate after step 0 must be that of %s, 0.001, found 0.01", model);
    Path last = whole.resolve("checkpoints/step-00000006/variables");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> beginFrom(last, Map.of()))
        .withMessage("steps must be more than the 6 that %s has made, found 6", last);
    assertThat(temporary).isEmptyDirectory();
  }

  private void beginFrom(Path path, Map<String, String> changes) throws IOException {
    SmallRun.beginFrom(path, temporary.resolve("run"), SmallRun.recipe(changes));
  }

  @Test
  void goesOnAfterBeingStopped() throws IOException {
    AtomicBoolean stop = new AtomicBoolean();

    Optional<RunResult> stopped =
        SmallRun.begin(
            temporary.resolve("run"),
            SmallRun.recipe(Map.of()),
            stop::get,
            SmallRun.atStep(3, () -> stop.set(true)));

    assertThat(stopped).isEmpty();
    assertThat(temporary.resolve("run/checkpoints/step-00000003")).isDirectory();
    assertThat(SmallRun.resume(temporary.resolve("run"))).isPresent();
    SmallRun.assertSame(temporary.resolve("run"), whole);
  }

  @Test
  void goesOnAfterACrashFromTheLastCheckpoint() throws IOException {
    TrainingListener crash =
        SmallRun.atStep(
            5,
            () -> {
              throw new IllegalStateException("crash");
            });
    assertThatThrownBy(
            () ->
                SmallRun.begin(
                    temporary.resolve("run"), SmallRun.recipe(Map.of()), () -> false, crash))
        .hasMessage("crash");
    assertThat(SmallRun.metrics(temporary.resolve("run"))).hasSize(6);
    Files.writeString(
        temporary.resolve("run/metrics.jsonl"), "{\"step\":6,\"lo", StandardOpenOption.APPEND);
    Files.createDirectory(temporary.resolve("run/checkpoints/.tmp-step-00000006"));

    assertThat(SmallRun.resume(temporary.resolve("run"))).isPresent();

    SmallRun.assertSame(temporary.resolve("run"), whole);
    assertThat(temporary.resolve("run/provenance.json")).content().contains("\"after_step\" : 4");
  }

  @Test
  void goesOnAfterKillMinus9() throws Exception {
    Recipe recipe =
        SmallRun.recipe(Map.of("steps", "24", "validate-every", "20", "checkpoint-every", "4"));
    Path undisturbed = temporary.resolve("undisturbed");
    Path killed = temporary.resolve("killed");
    SmallRun.kill(killed, recipe);

    SmallRun.begin(undisturbed, recipe, () -> false);
    SmallRun.resume(killed);

    assertThat(SmallRun.metrics(killed)).hasSize(26).isEqualTo(SmallRun.metrics(undisturbed));
  }

  @Test
  void aCompleteRunIsNotRunAgain() throws IOException {
    RunResult result = SmallRun.resume(whole).orElseThrow();

    assertThat(result)
        .isEqualTo(Json.read(Files.readString(whole.resolve("result.json")), RunResult.class));
  }

  @Test
  void aLossThatIsNotFiniteStopsWithStepBatchAndCheckpoint() {
    Recipe wild =
        SmallRun.recipe(Map.of("optimizer.learning-rate", "1e30", "checkpoint-every", "1"));

    assertThatThrownBy(() -> SmallRun.begin(temporary.resolve("run"), wild, () -> false))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageStartingWith("step 2 failed on batch 1: ")
        .hasMessageEndingWith(
            "; the last good checkpoint is of step 1, "
                + temporary.resolve("run/checkpoints/step-00000001"))
        .message()
        .doesNotContain("\n", "[[", "node");
  }

  @Test
  void refusesFoldersThatDoNotDo() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatIOException()
        .isThrownBy(() -> RunFolder.create(whole, SmallRun.recipe(Map.of())))
        .withMessageContaining(whole + ": not empty");
    assertThatIOException()
        .isThrownBy(() -> RunFolder.create(file, SmallRun.recipe(Map.of())))
        .withMessageContaining(file + ": a file, not a folder");
    assertThatIOException()
        .isThrownBy(() -> RunFolder.create(file.resolve("run"), SmallRun.recipe(Map.of())))
        .withMessageContaining(file.toString());
    assertThatIOException()
        .isThrownBy(() -> RunFolder.open(temporary))
        .withMessageContaining(temporary + ": no run to go on with");
    try (RunFolder held = RunFolder.open(whole)) {
      assertThatIOException()
          .isThrownBy(() -> RunFolder.open(held.root()))
          .withMessageContaining("another process works on this run");
    }
  }

  private static String loss(String line) {
    return line.replaceFirst(",\"newton_loss.*", "");
  }
}
