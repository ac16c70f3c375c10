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
import org.newtonlosses.training.cli.options.DeviceMixin;
import org.newtonlosses.training.cli.options.ExitCode;
import org.newtonlosses.training.cli.options.RecipeArguments;
import org.newtonlosses.training.cli.options.TaskOption;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.run.RunFolder;
import org.newtonlosses.training.run.RunResult;
import org.newtonlosses.training.run.StartingPoint;
import org.newtonlosses.training.run.TrainingRun;
import org.newtonlosses.training.session.DeviceChoice;
import org.newtonlosses.training.session.Versions;
import org.newtonlosses.training.task.Experiment;
import org.newtonlosses.training.task.Metrics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
    abbreviateSynopsis = true)
final class TrainCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Registry registry;
  private final RecipeArguments recipes;

  @Spec private CommandSpec spec;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "run folder, new or empty (default: runs/RECIPE-DATE-TIME)")
  private Path run;

  @Option(names = "--resume", paramLabel = "DIR", description = "go on with the run of this folder")
  private Path resume;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "begin with the variables of a SavedModel, or of a checkpoint given by its prefix: go on"
              + " after its last step, whoever made it")
  private Path from;

  @Mixin private DeviceMixin device;

  private TrainCommand(Registry registry) {
    this.registry = registry;
    this.recipes = RecipeArguments.of(registry.recipes());
  }

  static CommandLine create(Registry registry) {
    TrainCommand command = new TrainCommand(registry);
    CommandLine line = new CommandLine(command);
    TaskOption.addTo(
        line.getCommandSpec(),
        registry,
        "what is learnt: its quick recipe, unless --recipe names another; default: "
            + Recipe.TASK.initialName());
    command.recipes.addTo(line.getCommandSpec());
    int width = registry.tasks().stream().mapToInt(task -> task.name().length()).max().orElse(1);
    line.getCommandSpec()
        .usageMessage()
        .footer(
            registry.tasks().stream()
                .map(task -> ("  %-" + width + "s  %s").formatted(task.name(), task.help()))
                .toArray(String[]::new));
    line.getCommandSpec().usageMessage().footerHeading("%nTasks:%n");
    return line;
  }

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
          Recipe done = folder.recipe(registry.recipes());
          report(folder, folder.result(), registry.task(done.kind()).metrics());
          return 0;
        }
        Recipe recipe = folder.recipe(registry.recipes());
        return train(folder, registry.open(recipe, messages()::println));
      }
    }
    Optional<String> task = TaskOption.of(spec.commandLine().getParseResult());
    Recipe recipe =
        recipes
            .recipe(
                spec.commandLine().getParseResult(),
                registry.recipes().quick(task.orElse(Recipe.TASK.initialName())))
            .resolved(Runtime.getRuntime().availableProcessors());
    if (task.isPresent() && !task.get().equals(recipe.kind())) {
      throw new IllegalArgumentException(
          "task must be that of the recipe %s, %s, found %s"
              .formatted(recipe.name(), recipe.kind(), task.get()));
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
    Optional<StartingPoint> start =
        from == null ? Optional.empty() : Optional.of(StartingPoint.of(from));
    Experiment<?> experiment = registry.open(recipe, messages()::println);
    if (start.isPresent()) {
      start.get().check(experiment);
      messages().println("goes on after step %d of %s".formatted(start.get().step(), from));
    }
    try (RunFolder folder =
        start.isPresent()
            ? RunFolder.create(root, experiment, start.get())
            : RunFolder.create(root, experiment.recipe())) {
      return train(folder, experiment);
    }
  }

  private void checkResume() {
    List<String> given = new ArrayList<>();
    if (run != null) {
      given.add("--run");
    }
    if (from != null) {
      given.add("--from");
    }
    ParseResult parsed = spec.commandLine().getParseResult();
    if (parsed.hasMatchedOption(TaskOption.NAME)) {
      given.add(TaskOption.NAME);
    }
    given.addAll(recipes.given(parsed));
    if (!given.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume goes on with the run's own recipe and folder, without "
              + String.join(", ", given));
    }
  }

  private <B extends Batch> int train(RunFolder folder, Experiment<B> experiment)
      throws IOException {
    Recipe recipe = experiment.recipe();
    Metrics metrics = experiment.task().metrics();
    messages()
        .println(
            "%s: %s, curvature %s (%s), batch %d, %d steps, seed %d"
                .formatted(
                    recipe.name(),
                    recipe.words(),
                    recipe.curvature(),
                    recipe.damping(),
                    recipe.batch(),
                    recipe.steps(),
                    recipe.seed()));
    messages().println("run folder: " + folder.root());
    try (Interruption interruption = new Interruption()) {
      Optional<RunResult> result;
      try (Progress progress = Progress.create(messages(), recipe.steps(), metrics)) {
        result =
            new TrainingRun<>(
                    folder,
                    experiment,
                    registry,
                    device.options(recipe),
                    List.of(progress),
                    interruption)
                .run();
      }
      if (result.isEmpty()) {
        messages().println("interrupted; to go on: newton train --resume " + folder.root());
        messages().flush();
        return ExitCode.INTERRUPTED;
      }
      report(folder, result.get(), metrics);
      return 0;
    }
  }

  private void report(RunFolder folder, RunResult result, Metrics metrics) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "best validation at step %d of %d: %s"
            .formatted(result.bestStep(), result.steps(), metrics.words(result.validation())));
    out.println(
        "test on %d examples of %s: %s"
            .formatted(result.testExamples(), result.testData(), metrics.words(result.test())));
    out.println("time: " + Wording.time(result.seconds()));
    out.println("run folder: " + folder.root());
    out.println("SavedModel: " + folder.model());
    out.flush();
  }

  private PrintWriter messages() {
    return spec.commandLine().getErr();
  }
}
