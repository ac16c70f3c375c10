package org.newtonlosses.training.cli.export;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.newtonlosses.training.cli.options.SchemaOptions;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.Values;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code newton export KIND}. The SavedModel holds {@code assets.extra/provenance.json}: the kind,
 * the value of each of its options, the versions.
 */
@Command(abbreviateSynopsis = true)
final class ExportOne implements Callable<Integer> {
  private static final Param<String> TYPE =
      Param.oneOf("dtype", "float32", "float64").label("TYPE").help("what it computes in");

  private static final String PROVENANCE = "provenance.json";

  private final ExportKind kind;
  private final SchemaOptions options;

  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "the new folder")
  private Path out;

  private ExportOne(ExportKind kind, Registry registry) {
    this.kind = kind;
    this.options =
        SchemaOptions.of(
            new Schema(
                ImmutableList.<Entry<?>>builder().add(TYPE).addAll(kind.entries()).build(),
                registry));
  }

  /** The command of a kind. */
  static CommandLine create(ExportKind kind, Registry registry) {
    ExportOne command = new ExportOne(kind, registry);
    CommandLine line = new CommandLine(command).setCommandName(kind.name());
    CommandSpec spec = line.getCommandSpec();
    command.options.addTo(spec);
    spec.usageMessage()
        .description(kind.sentence().replace("%", "%%"))
        .footerHeading("%n")
        .footer(kind.signature().toArray(String[]::new));
    return line;
  }

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new FileAlreadyExistsException(out.toString());
    }
    Values values = options.values(spec.commandLine().getParseResult());
    Class<? extends TNumber> type =
        values.get(TYPE).equals("float64") ? TFloat64.class : TFloat32.class;
    String provenance = ExportProvenance.json(kind.name(), options.json(values));
    kind.exporter().export(values, type, out, Map.of(PROVENANCE, provenance));
    spec.commandLine().getOut().println("wrote " + out);
    return 0;
  }
}
