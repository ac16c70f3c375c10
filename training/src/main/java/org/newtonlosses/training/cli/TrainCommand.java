package org.newtonlosses.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.newtonlosses.data.Batch;
import org.newtonlosses.training.Experiment;
import org.newtonlosses.training.recipe.BuiltInRecipes;
import org.newtonlosses.training.recipe.RankingTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.run.RunFolder;
import org.newtonlosses.training.run.RunResult;
import org.newtonlosses.training.run.TrainingRun;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code newton train}: trains a recipe and leaves a run folder with the final SavedModel. */
@Command(
    name = "train",
    description = {
      "Trains a recipe. Without options: NeuralSort on five MNIST numbers with a Newton loss;"
          + " with --task paths: shortest paths on generated terrain maps.",
      "Data that are missing are fetched. Ctrl-C saves a checkpoint; --resume goes on from the last"
          + " one, also after a crash."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    modelTransformer = RecipeOptions.class)
final class TrainCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final int INTERRUPTED = 130;

  @Spec private CommandSpec spec;

  @Option(
      names = "--task",
      paramLabel = "NAME",
      description = "ranking (default) or paths: its quick recipe, unless --recipe names another")
  private String task;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "run folder, new or empty (default: runs/RECIPE-DATE-TIME)")
  private Path run;

  @Option(names = "--resume", paramLabel = "DIR", description = "go on with the run of this folder")
  private Path resume;

  @Mixin private DeviceMixin device;

  @Override
  public Integer call() throws IOException {
    // Loading TensorFlow takes as long as reading recipe and data: both at once.
    Thread loader = new Thread(Versions::tensorFlow, "tensorflow-loader");
    loader.setDaemon(true);
    loader.start();
    DeviceChoice choice = device.choice();
    if (resume != null) {
      checkResume();
      try (RunFolder folder = RunFolder.open(resume)) {
        if (folder.isComplete()) {
          messages().println("this run is complete");
          report(folder, folder.result());
          return 0;
        }
        Recipe recipe = folder.recipe();
        return train(folder, recipe, Experiment.of(recipe, messages()::println));
      }
    }
    Recipe recipe =
        RecipeOptions.recipe(
                spec.commandLine().getParseResult(),
                BuiltInRecipes.quick(task == null ? RankingTask.KIND : task))
            .resolved(Runtime.getRuntime().availableProcessors());
    if (task != null && !recipe.task().kind().equals(task)) {
      throw new IllegalArgumentException(
          "task must be that of the recipe %s, %s, found %s"
              .formatted(recipe.name(), recipe.task().kind(), task));
    }
    Path root =
        run != null
            ? run
            : Path.of(
                "runs",
                recipe.name() + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP));
    // All that can be wrong is found before the folder is made.
    RunFolder.checkNew(root);
    if (choice.kind() == DeviceChoice.Kind.GPU) {
      device.options(recipe).config();
    }
    Experiment<?> experiment = Experiment.of(recipe, messages()::println);
    try (RunFolder folder = RunFolder.create(root, recipe)) {
      return train(folder, recipe, experiment);
    }
  }

  private void checkResume() {
    List<String> given = new ArrayList<>();
    if (run != null) {
      given.add("--run");
    }
    if (task != null) {
      given.add("--task");
    }
    given.addAll(RecipeOptions.given(spec.commandLine().getParseResult()));
    if (!given.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume goes on with the run's own recipe and folder, without "
              + String.join(", ", given));
    }
  }

  private <B extends Batch> int train(RunFolder folder, Recipe recipe, Experiment<B> experiment)
      throws IOException {
    messages()
        .println(
            "%s: %s, curvature %s (tikhonov %s), batch %d, %d steps, seed %d"
                .formatted(
                    recipe.name(),
                    recipe.task().describe(),
                    recipe.newton().curvature().key(),
                    recipe.newton().tikhonov(),
                    recipe.batch(),
                    recipe.steps(),
                    recipe.seed()));
    messages().println("run folder: " + folder.root());
    try (Interruption interruption = new Interruption()) {
      Optional<RunResult> result;
      try (Progress progress = Progress.create(messages(), recipe.steps())) {
        result =
            new TrainingRun<>(
                    folder,
                    recipe,
                    experiment,
                    device.options(recipe),
                    List.of(progress),
                    interruption)
                .run();
      }
      if (result.isEmpty()) {
        messages().println("interrupted; to go on: newton train --resume " + folder.root());
        messages().flush();
        return INTERRUPTED;
      }
      report(folder, result.get());
      return 0;
    }
  }

  private void report(RunFolder folder, RunResult result) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "best validation at step %d of %d: %s"
            .formatted(result.bestStep(), result.steps(), Wording.metrics(result.validation())));
    out.println(
        "test on %d examples of %s: %s"
            .formatted(result.testExamples(), result.testData(), Wording.metrics(result.test())));
    out.println("time: " + Wording.time(result.seconds()));
    out.println("run folder: " + folder.root());
    out.println("SavedModel: " + folder.model());
    out.flush();
  }

  private PrintWriter messages() {
    return spec.commandLine().getErr();
  }
}
