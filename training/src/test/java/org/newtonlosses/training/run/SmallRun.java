package org.newtonlosses.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.DigitSplits;
import org.newtonlosses.data.SyntheticDigits;
import org.newtonlosses.training.Experiment;
import org.newtonlosses.training.RankingExperiment;
import org.newtonlosses.training.TrainingListener;
import org.newtonlosses.training.recipe.RankingTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.RecipeYaml;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.SessionOptions;

/** Runs that take seconds: three synthetic numbers, or maps of 4 x 4 cells; batches of four. */
final class SmallRun {
  private static final DigitSplits DIGITS = SyntheticDigits.splits(0);

  private SmallRun() {}

  /** A recipe of six steps, with changes by their paths. */
  static Recipe recipe(Map<String, String> changes) {
    Recipe small =
        RecipeYaml.parse(
            """
            name: small
            task:
              n: 3
              data: {source: synthetic, validation: 10, test: 12}
              algorithm: {name: neuralsort}
            batch: 4
            steps: 6
            validate-every: 3
            checkpoint-every: 2
            seed: 5
            threads: 1
            """);
    return RecipeYaml.with(small, changes);
  }

  /** A recipe of six steps on maps, two epochs, with changes by their paths. */
  static Recipe paths(Map<String, String> changes) {
    Recipe small =
        RecipeYaml.parse(
            """
            name: small-paths
            task:
              kind: paths
              data: {source: terrain, height: 4, width: 4, train: 10, validation: 10, test: 12}
              algorithm: {name: smoothed-loss, samples: 3}
            batch: 4
            steps: 6
            validate-every: 3
            checkpoint-every: 2
            seed: 5
            threads: 1
            """);
    return RecipeYaml.with(small, changes);
  }

  /** Begins a run. */
  static Optional<RunResult> begin(
      Path root, Recipe recipe, BooleanSupplier stop, TrainingListener... listeners)
      throws IOException {
    try (RunFolder folder = RunFolder.create(root, recipe)) {
      return run(folder, recipe, stop, listeners);
    }
  }

  /** Goes on with a run, to its end. */
  static Optional<RunResult> resume(Path root) throws IOException {
    try (RunFolder folder = RunFolder.open(root)) {
      return run(folder, folder.recipe(), () -> false);
    }
  }

  /** The metrics of a run without the speed, which differs each time. */
  static List<String> metrics(Path root) throws IOException {
    return Files.readAllLines(root.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll(",\"examples_per_second\":[^,}]*", ""))
        .toList();
  }

  private static Optional<RunResult> run(
      RunFolder folder, Recipe recipe, BooleanSupplier stop, TrainingListener... listeners)
      throws IOException {
    return run(folder, recipe, experiment(recipe), stop, listeners);
  }

  private static Experiment<?> experiment(Recipe recipe) throws IOException {
    return recipe.task() instanceof RankingTask ranking
        ? new RankingExperiment(recipe, ranking, DIGITS)
        : Experiment.of(recipe, message -> {});
  }

  private static <B extends Batch> Optional<RunResult> run(
      RunFolder folder,
      Recipe recipe,
      Experiment<B> experiment,
      BooleanSupplier stop,
      TrainingListener... listeners)
      throws IOException {
    return new TrainingRun<>(
            folder,
            recipe,
            experiment,
            new SessionOptions(recipe.threads(), DeviceChoice.CPU, recipe.precision()),
            List.of(listeners),
            stop)
        .run();
  }
}
