package org.newtonlosses.training.cli.export;

import org.newtonlosses.training.registry.Registry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code newton export KIND}: algorithms, losses and trained models as SavedModels of their own.
 */
@Command(
    name = "export",
    description = {
      "Writes an algorithm, a loss or a trained model as a SavedModel of its own, for any language"
          + " that loads one.",
      "The batch size is free; see newton export KIND --help for tensors and options."
    },
    synopsisSubcommandLabel = "KIND",
    commandListHeading = "Kinds:%n")
public final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  private ExportCommand() {}

  /** The command, with a subcommand for each kind. */
  public static CommandLine create(Registry registry) {
    CommandLine line = new CommandLine(new ExportCommand());
    ExportKinds.all(registry).forEach(kind -> line.addSubcommand(ExportOne.create(kind, registry)));
    line.addSubcommand(ExportServing.create(registry));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a kind is missing, one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
