package org.newtonlosses.training.cli.predict;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.newtonlosses.training.cli.options.CheckpointMixin;
import org.newtonlosses.training.cli.options.DeviceMixin;
import org.newtonlosses.training.cli.options.SchemaOptions;
import org.newtonlosses.training.cli.options.TaskOption;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.task.ModelRecipe;
import org.newtonlosses.training.task.Prediction;
import org.newtonlosses.training.task.Task;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code newton predict}: what a trained model makes of a user's own files. */
@Command(name = "predict", abbreviateSynopsis = true)
public final class PredictCommand implements Callable<Integer> {
  private final Registry registry;
  private final PredictionOptions options;
  private final SchemaOptions session;

  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "DIR", required = true, description = "the SavedModel")
  private Path model;

  @Mixin private CheckpointMixin checkpoint;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Mixin private DeviceMixin device;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "what the model is shown")
  private List<Path> files = List.of();

  private PredictCommand(Registry registry) {
    this.registry = registry;
    this.options = new PredictionOptions(registry);
    this.session = SchemaOptions.of(new Schema(DeviceMixin.SESSION, registry));
  }

  /** The command, for these tasks. */
  public static CommandLine create(Registry registry) {
    PredictCommand command = new PredictCommand(registry);
    CommandLine line = new CommandLine(command);
    CommandSpec spec = line.getCommandSpec();
    TaskOption.addForModels(spec, registry);
    command.options.addTo(spec);
    command.session.addTo(spec);
    List<String> description = new ArrayList<>();
    description.add("Shows a trained model a user's own files, and says what it makes of them.");
    for (Task<?> each : registry.tasks()) {
      description.add((each.name() + ": " + each.prediction().help()).replace("%", "%%"));
    }
    spec.usageMessage().description(description.toArray(String[]::new));
    return line;
  }

  @Override
  public Integer call() throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    if (files.isEmpty() && registry.tasks().stream().allMatch(each -> needsFiles(parsed, each))) {
      throw missingFile();
    }
    try (LoadedModel loaded = checkpoint.open(model, device.options(session.values(parsed)))) {
      ModelRecipe recipe = registry.recipe(loaded, TaskOption.of(parsed));
      Prediction prediction = recipe.task().prediction();
      Values values = options.values(parsed, recipe.task().name());
      if (files.isEmpty() && prediction.needsFiles(values)) {
        throw missingFile();
      }
      Prediction.Answer answer =
          prediction.predict(
              new Prediction.Question(
                  loaded, recipe, files, values, spec.commandLine().getErr()::println));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(new ObjectMapper().writeValueAsString(answer.json()));
      } else {
        answer.lines().forEach(out::println);
      }
    }
    return 0;
  }

  /** Found before the model is loaded. */
  private boolean needsFiles(ParseResult parsed, Task<?> each) {
    try {
      return each.prediction().needsFiles(options.values(parsed, each.name()));
    } catch (IllegalArgumentException e) {
      // What is wrong with the options is said when the model's task is known.
      return false;
    }
  }

  private ParameterException missingFile() {
    return new ParameterException(spec.commandLine(), "missing required parameter: FILE");
  }
}
