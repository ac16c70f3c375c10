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

/** The network learns costs from paths alone, through each algorithm, plain and with curvature. */
class PathLearningTest {
  private static final String SMALL =
      """
      task:
        kind: paths
        data: {source: terrain, height: 5, width: 5, train: 200, validation: 1, test: 100}
      batch: 20
      threads: 1
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: relaxed-bellman-ford, beta: 6, iterations: 8}             | none",
        "{name: relaxed-bellman-ford, beta: 6, iterations: 8}             | fisher",
        "{name: relaxed-bellman-ford, beta: 6, iterations: 8, loop: while, max-iterations: 8} | fisher",
        "{name: smoothed-loss, samples: 10}                               | none",
        "{name: smoothed-loss, samples: 10}                               | hessian",
        "{name: smoothed-loss, samples: 10}                               | fisher",
        "{name: smoothed-algorithm, samples: 10}                          | none",
        "{name: smoothed-algorithm, samples: 10}                          | fisher",
        "{name: perturbed-optimizer, samples: 10}                         | none",
        "{name: perturbed-optimizer, samples: 10}                         | hessian",
        "{name: perturbed-optimizer, samples: 10}                         | fisher",
        "{name: blackbox-interpolation}                                   | none",
      })
  void costsAreLearntFromPaths(String algorithm, String curvature) throws IOException {
    Recipe recipe =
        RecipeYaml.with(
            RecipeYaml.parse(SMALL),
            Map.of("task.algorithm", algorithm, "newton.curvature", curvature));
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
      for (int step = 0; step < 60; step++) {
        try (PathBatch batch = batches.next()) {
          model.step(batch);
        }
      }
      Evaluation after = evaluate(model, experiment);
      System.out.println(algorithm + curvature + before + after);
      assertThat(after.mean("cost_match")).isGreaterThan(before.mean("cost_match") + 0.1);
      assertThat(after.mean("cost_correlation")).isGreaterThan(0.3);
    }
  }

  private static Evaluation evaluate(TrainableModel<PathBatch> model, PathExperiment experiment) {
    try (Batches<PathBatch> batches = experiment.test().open()) {
      return model.evaluate(batches, () -> false);
    }
  }
}
