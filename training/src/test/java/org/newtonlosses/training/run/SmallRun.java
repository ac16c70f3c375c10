package org.newtonlosses.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.digits.DigitSet;
import org.newtonlosses.data.digits.SyntheticDigits;
import org.newtonlosses.training.StepReport;
import org.newtonlosses.training.TrainingListener;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.Recipes;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.SessionOptions;
import org.newtonlosses.training.task.Experiment;
import org.newtonlosses.training.task.ranking.RankingExperiment;
import org.newtonlosses.training.task.ranking.RankingTask;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.types.TString;

/** Runs that take seconds: three synthetic numbers, or maps of 4 x 4 cells; batches of four. */
final class SmallRun {
  static final Registry REGISTRY = Registry.installed();
  private static final Recipes RECIPES = REGISTRY.recipes();
  private static final Splits<DigitSet> DIGITS = SyntheticDigits.splits(0);

  private SmallRun() {}

  /** A recipe of six steps, with changes by their paths. */
  static Recipe recipe(Map<String, String> changes) {
    Recipe small =
        RECIPES.parse(
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
    return RECIPES.with(small, changes);
  }

  /** A recipe of six steps on maps, two epochs, with changes by their paths. */
  static Recipe paths(Map<String, String> changes) {
    Recipe small =
        RECIPES.parse(
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
    return RECIPES.with(small, changes);
  }

  /** Begins a run. */
  static Optional<RunResult> begin(
      Path root, Recipe recipe, BooleanSupplier stop, TrainingListener... listeners)
      throws IOException {
    try (RunFolder folder = RunFolder.create(root, recipe)) {
      return run(folder, recipe, stop, listeners);
    }
  }

  /** Begins a run with the variables of a SavedModel or checkpoint. */
  static Optional<RunResult> beginFrom(
      Path path, Path root, Recipe recipe, TrainingListener... listeners) throws IOException {
    Experiment<?> experiment = experiment(recipe);
    StartingPoint start = StartingPoint.of(path);
    start.check(experiment);
    try (RunFolder folder = RunFolder.create(root, experiment, start)) {
      return run(folder, experiment, () -> false, listeners);
    }
  }

  /** Saves a model's variables as any program can: by its signature. */
  static void save(Path model, Path prefix) {
    try (SavedModelBundle loaded = SavedModelBundle.load(model.toString());
        TString path = TString.scalarOf(prefix.toString());
        Result done = loaded.function("save").call(Map.of("path", path))) {
      assertThat(done.get("path")).isPresent();
    }
  }

  /** Goes on with a run, to its end. */
  static Optional<RunResult> resume(Path root) throws IOException {
    try (RunFolder folder = RunFolder.open(root)) {
      return run(folder, folder.recipe(RECIPES), () -> false);
    }
  }

  /** Begins a run in a process of its own, and kills it after its sixth line of metrics. */
  static void kill(Path root, Recipe recipe) throws IOException, InterruptedException {
    Path parent = root.toAbsolutePath().getParent();
    Path file = Files.writeString(parent.resolve("r.yaml"), recipe.yaml());
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    SmallRun.class.getName(),
                    file.toString(),
                    root.toString()))
            .redirectErrorStream(true)
            .redirectOutput(parent.resolve("output").toFile())
            .start();
    while (lines(root) < 6) {
      assertThat(process.isAlive()).as("%s", parent.resolve("output")).isTrue();
      Thread.sleep(5);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(root.resolve("model")).doesNotExist();
  }

  /** Begins the run of a recipe's file, in a folder: the process that is killed. */
  public static void main(String[] arguments) throws IOException {
    begin(Path.of(arguments[1]), RECIPES.read(Path.of(arguments[0])), () -> false);
  }

  private static int lines(Path run) throws IOException {
    Path metrics = run.resolve("metrics.jsonl");
    return Files.exists(metrics) ? Files.readAllLines(metrics).size() : 0;
  }

  /** A listener that does something after a step. */
  static TrainingListener atStep(long step, Runnable action) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        if (report.step() == step) {
          action.run();
        }
      }
    };
  }

  /** The same metrics and, bit for bit, the same variables. */
  static void assertSame(Path run, Path other) throws IOException {
    assertThat(metrics(run)).isEqualTo(metrics(other));
    Path data = Path.of("model/variables/variables.data-00000-of-00001");
    assertThat(run.resolve(data)).hasSameBinaryContentAs(other.resolve(data));
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
    return run(folder, experiment(recipe), stop, listeners);
  }

  private static Experiment<?> experiment(Recipe recipe) throws IOException {
    return REGISTRY.task(recipe.kind()) instanceof RankingTask ranking
        ? new RankingExperiment(ranking, recipe, DIGITS)
        : REGISTRY.open(recipe, message -> {});
  }

  private static <B extends Batch> Optional<RunResult> run(
      RunFolder folder,
      Experiment<B> experiment,
      BooleanSupplier stop,
      TrainingListener... listeners)
      throws IOException {
    Recipe recipe = experiment.recipe();
    return new TrainingRun<>(
            folder,
            experiment,
            REGISTRY,
            new SessionOptions(recipe.threads(), DeviceChoice.CPU, recipe.precision()),
            List.of(listeners),
            stop)
        .run();
  }
}
