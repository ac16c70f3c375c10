package org.newtonlosses.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.PathBatch;
import org.newtonlosses.training.recipe.PathTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.RecipeYaml;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.SessionOptions;

/** Costs are learnt from paths alone. All algorithms are tested on a batch where they are built. */
class PathLearningTest {
  private static final String SMALL =
      """
      task:
        kind: paths
        data: {source: terrain, height: 8, width: 8, train: 300, validation: 1, test: 100}
      batch: 16
      threads: 1
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: perturbed-optimizer, samples: 5}      | 1",
        "{name: relaxed-bellman-ford, iterations: 12} | 0.01",
      })
  void learntCostsLeadOnMapsNeverSeen(String algorithm, String tikhonov) throws IOException {
    Recipe recipe =
        RecipeYaml.with(
            RecipeYaml.parse(SMALL),
            Map.of("task.algorithm", algorithm, "newton.tikhonov", tikhonov));
    PathExperiment experiment =
        PathExperiment.open(recipe, (PathTask) recipe.task(), message -> {});
    experiment.export(folder.resolve("model"), Map.of());
    try (TrainableModel<PathBatch> model =
            TrainableModel.load(
                folder.resolve("model"),
                new SessionOptions(1, DeviceChoice.CPU, recipe.precision()),
                experiment.feed());
        Batches<PathBatch> batches = experiment.training().open()) {
      Evaluation before = evaluate(model, experiment);
      for (int step = 0; step < 80; step++) {
        try (PathBatch batch = batches.next()) {
          model.step(batch);
        }
      }
      Evaluation after = evaluate(model, experiment);
      double excess = before.mean("cost_ratio") - 1;
      assertThat(after.mean("cost_ratio") - 1).isLessThan(excess / 2);
      assertThat(after.mean("cost_match")).isGreaterThan(before.mean("cost_match"));
    }
  }

  private static Evaluation evaluate(TrainableModel<PathBatch> model, PathExperiment experiment) {
    try (Batches<PathBatch> batches = experiment.test().open()) {
      return model.evaluate(batches, () -> false);
    }
  }
}
