package org.newtonlosses.training.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code newton data generate}: writes a generated data set. */
@Command(
    name = "generate",
    description = "Writes a generated data set, for tests and machines without data.",
    synopsisSubcommandLabel = "DATASET",
    subcommands = {
      GenerateTerrainCommand.class,
      GenerateListsCommand.class,
      GeneratePicturesCommand.class
    })
final class DataGenerateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a data set is missing, one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
