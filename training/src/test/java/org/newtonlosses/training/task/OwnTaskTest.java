package org.newtonlosses.training.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.data.Batch;
import org.newtonlosses.training.builtin.BuiltIn;
import org.newtonlosses.training.model.DrivenModel;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.run.RunFolder;
import org.newtonlosses.training.run.RunResult;
import org.newtonlosses.training.run.TrainingRun;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.Precision;
import org.newtonlosses.training.session.SessionOptions;

/** A task that this project does not know is trained, resumed and used as its own are. */
class OwnTaskTest {
  private static final Registry REGISTRY = Registry.of(new BuiltIn(), new LargestTask());
  private static final SessionOptions OPTIONS =
      new SessionOptions(1, DeviceChoice.CPU, Precision.FLOAT32);

  @TempDir private Path folder;

  @Test
  void isTrainedResumedAndAskedForPredictions() throws IOException {
    Recipe recipe =
        REGISTRY
            .recipes()
            .with(
                REGISTRY.recipes().quick("largest"),
                Map.of("optimizer.learning-rate", "0.3", "checkpoint-every", "5"));
    assertThat(recipe.name()).isEqualTo("largest");
    assertThat(recipe.words()).isEqualTo("largest");

    RunResult whole = run(folder.resolve("whole"), recipe, 100).orElseThrow();
    assertThat(run(folder.resolve("stopped"), recipe, 12)).isEmpty();
    RunResult resumed = run(folder.resolve("stopped"), recipe, 100).orElseThrow();

    assertThat(resumed.test()).isEqualTo(whole.test());
    assertThat(whole.testExamples()).isEqualTo(30);
    assertThat(whole.test().get("accuracy")).isGreaterThan(0.8);
    assertThat(REGISTRY.task("largest").metrics().words(Map.of("accuracy", 0.5, "loss", 1.0)))
        .isEqualTo("accuracy 50.00 %");
    assertThat(folder.resolve("whole/provenance.json"))
        .content()
        .contains("random numbers", LargestTask.class.getName());
    predict(folder.resolve("whole/model"));
  }

  private void predict(Path directory) throws IOException {
    Path rows =
        Files.writeString(
            folder.resolve("rows.jsonl"),
            "{\"numbers\": [0.1, 0.9, 0.2]}\n{\"numbers\": [0.9, 0.1, 0.2]}\n");
    try (LoadedModel model = LoadedModel.open(directory, OPTIONS)) {
      ModelRecipe own = REGISTRY.recipe(model, Optional.empty());
      Prediction.Answer answer =
          own.task()
              .prediction()
              .predict(new Prediction.Question(model, own, List.of(rows), null, text -> {}));
      assertThat(answer.lines()).hasSize(2);
      assertThat(answer.lines().get(0)).contains("rows.jsonl: example 1: predictions [");
      assertThat(answer.json().toString()).startsWith("{examples=[{predictions=[");

      Path other = Files.writeString(folder.resolve("other.jsonl"), "{\"numbers\": [1, 2]}");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  own.task()
                      .prediction()
                      .predict(
                          new Prediction.Question(model, own, List.of(other), null, text -> {})))
          .withMessageContaining("numbers must be numbers of the shape [3], found [1,2]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> REGISTRY.recipe(model, Optional.of("ranking")))
          .withMessage("task must be that of the model, largest, found ranking");
    }
  }

  @Test
  void metricsThatTheModelDoesNotMeasureAreFound() throws IOException {
    Experiment<?> experiment = REGISTRY.open(REGISTRY.recipes().quick("largest"), message -> {});
    experiment.trainable().export(folder.resolve("model"), Map.of());

    try (DrivenModel<?> model =
        DrivenModel.load(folder.resolve("model"), OPTIONS, experiment.feed())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.checkMetrics(List.of("exact_match")))
          .withMessageContaining("its evaluate must measure exact_match, and measures accuracy");
    }
    try (LoadedModel model = LoadedModel.open(folder.resolve("model"), OPTIONS)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> REGISTRY.recipe(model, Optional.empty()))
          .withMessageContaining("must then be given: one of ranking, paths, learning-to-rank, pictures, largest");
      assertThat(REGISTRY.recipe(model, Optional.of("largest")).own())
          .isEqualTo(REGISTRY.recipes().parse("task: {kind: largest}"));
    }
  }

  /** Begins a run, or goes on with it, and stops after some steps. */
  private static Optional<RunResult> run(Path root, Recipe recipe, int steps) throws IOException {
    try (RunFolder run =
        Files.exists(root) ? RunFolder.open(root) : RunFolder.create(root, recipe)) {
      return run(run, REGISTRY.open(run.recipe(REGISTRY.recipes()), message -> {}), steps);
    }
  }

  private static <B extends Batch> Optional<RunResult> run(
      RunFolder folder, Experiment<B> experiment, int steps) throws IOException {
    AtomicInteger left = new AtomicInteger(steps);
    return new TrainingRun<>(
            folder, experiment, REGISTRY, OPTIONS, List.of(), () -> left.decrementAndGet() < 0)
        .run();
  }
}
