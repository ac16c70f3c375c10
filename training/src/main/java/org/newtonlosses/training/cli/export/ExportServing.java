package org.newtonlosses.training.cli.export;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.newtonlosses.graphs.model.ServingModel;
import org.newtonlosses.training.cli.options.SchemaOptions;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.Values;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code newton export serving}: a trained model to be run and no more. Beside what was kept with
 * the model, the new one holds {@code assets.extra/serving.json}: the options and the versions.
 */
@Command(
    name = "serving",
    abbreviateSynopsis = true,
    description = {
      "A trained model to be run alone: its weights are constants of the graph.",
      "It serves as the trained one does, in any language, and converts to TensorFlow Lite and ONNX;"
          + " of a model of paths only the costs do."
    },
    footerHeading = "%n",
    footer = "Signature serving_default: that of the trained model, with the outputs chosen.")
final class ExportServing implements Callable<Integer> {
  private static final Param<ServingModel.Weights> PRECISION =
      Param.oneOf("precision", ServingModel.Weights.FLOAT32)
          .help("how weights with two and more axes are stored; bfloat16 is half the size");

  private static final String PROVENANCE = "serving.json";

  private final SchemaOptions options;

  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "DIR", required = true, description = "the SavedModel")
  private Path model;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "the new folder")
  private Path out;

  @Option(
      names = "--outputs",
      paramLabel = "NAME",
      split = ",",
      description = "which outputs, such as costs; default: all")
  private List<String> outputs = List.of();

  private ExportServing(Registry registry) {
    this.options = SchemaOptions.of(new Schema(List.of(PRECISION), registry));
  }

  /** The command. */
  static CommandLine create(Registry registry) {
    ExportServing command = new ExportServing(registry);
    CommandLine line = new CommandLine(command);
    command.options.addTo(line.getCommandSpec());
    return line;
  }

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new FileAlreadyExistsException(out.toString());
    }
    Values values = options.values(spec.commandLine().getParseResult());
    Map<String, ?> parameters =
        ImmutableMap.of("precision", PRECISION.text(values.get(PRECISION)), "outputs", outputs);
    new ServingModel(model, outputs, values.get(PRECISION))
        .export(out, Map.of(PROVENANCE, ExportProvenance.json("serving", parameters)));
    spec.commandLine().getOut().println("wrote " + out);
    return 0;
  }
}
