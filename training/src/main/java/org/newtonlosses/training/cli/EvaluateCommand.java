package org.newtonlosses.training.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.Batches;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.training.cli.options.CheckpointMixin;
import org.newtonlosses.training.cli.options.DeviceMixin;
import org.newtonlosses.training.cli.options.SchemaOptions;
import org.newtonlosses.training.cli.options.TaskOption;
import org.newtonlosses.training.model.DrivenModel;
import org.newtonlosses.training.model.Evaluation;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Place;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.session.SessionOptions;
import org.newtonlosses.training.task.Experiment;
import org.newtonlosses.training.task.ModelRecipe;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code newton evaluate}: the metrics of a trained SavedModel on test examples. */
@Command(
    name = "evaluate",
    abbreviateSynopsis = true,
    description = {
      "Measures how well a trained SavedModel does on test examples: those of its own recipe, if"
          + " no options say otherwise.",
      "The folder initial of a run holds the model before the first step."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final String DATA = "task.data.";

  private final Registry registry;
  private final SchemaOptions data;
  private final SchemaOptions session;

  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "DIR", required = true, description = "the SavedModel")
  private Path model;

  @Mixin private CheckpointMixin checkpoint;

  @Mixin private DeviceMixin device;

  private EvaluateCommand(Registry registry) {
    this.registry = registry;
    this.data =
        SchemaOptions.of(registry.recipes().schema())
            .where(EvaluateCommand::isOfData)
            .alias(Map.of("--test-examples", "--examples"));
    this.session =
        SchemaOptions.of(
            new Schema(
                ImmutableList.<Entry<?>>builder()
                    .add(Recipe.BATCH)
                    .addAll(DeviceMixin.SESSION)
                    .build(),
                registry));
  }

  static CommandLine create(Registry registry) {
    EvaluateCommand command = new EvaluateCommand(registry);
    CommandLine line = new CommandLine(command);
    TaskOption.addForModels(line.getCommandSpec(), registry);
    command.data.addWithoutDefaults(line.getCommandSpec());
    command.session.addTo(line.getCommandSpec());
    return line;
  }

  /** Whether a place says on which examples, and how large they are. */
  private static boolean isOfData(Place place) {
    boolean isOfTask = place.path().matches("task\\.[^.]+") && place.entry() instanceof Param;
    return isOfTask || place.path().startsWith(DATA);
  }

  @Override
  public Integer call() throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    Values values = session.values(parsed);
    SessionOptions options = device.options(values);
    try (LoadedModel loaded = checkpoint.open(model, options)) {
      loaded.function(SavedModelLayout.EVALUATE);
      ModelRecipe own = registry.recipe(loaded, TaskOption.of(parsed));
      data.refuseOthers(parsed, own.own().values());
      Map<String, String> changes = data.changes(parsed, own.own().values());
      Recipe recipe = own.with(changes);
      checkSizes(own, changes, recipe);
      Recipe batched =
          own.recipes()
              .with(recipe, Map.of(Recipe.BATCH.key(), values.get(Recipe.BATCH).toString()));
      evaluate(
          loaded, own.task().evaluation(loaded, batched, spec.commandLine().getErr()::println));
    }
    return 0;
  }

  /** What the model determines cannot be chosen. */
  private void checkSizes(ModelRecipe own, Map<String, String> changes, Recipe recipe) {
    Recipe asked = own.recipes().with(own.own(), changes);
    Recipe kept = own.with(Map.of());
    data.givenPlaces(spec.commandLine().getParseResult(), asked.values())
        .forEach(
            (option, path) -> {
              String allowed = Schema.peek((path.startsWith(DATA) ? recipe : kept).yaml(), path);
              String found = Schema.peek(asked.yaml(), path);
              if (!found.equals(allowed)) {
                throw new IllegalArgumentException(
                    "%s must be that of the model, %s, found %s"
                        .formatted(option.substring(2), allowed, found));
              }
            });
  }

  private <B extends Batch> void evaluate(LoadedModel loaded, Experiment<B> experiment) {
    try (DrivenModel<B> trained = new DrivenModel<>(loaded, experiment.feed());
        Batches<B> batches = experiment.test().open()) {
      trained.checkMetrics(experiment.task().metrics().names());
      Evaluation evaluation = trained.evaluate(batches, () -> false);
      spec.commandLine()
          .getOut()
          .println(
              "%d examples of %s, %s: %s, loss %.5f"
                  .formatted(
                      evaluation.examples(),
                      experiment.provenance().name(),
                      experiment.exampleSize(),
                      experiment.task().metrics().words(evaluation.means()),
                      evaluation.mean(SavedModelLayout.LOSS)));
    }
  }
}
