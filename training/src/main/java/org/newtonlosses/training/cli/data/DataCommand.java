package org.newtonlosses.training.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code newton data}: the data sets on this machine. */
@Command(
    name = "data",
    description = "Fetches, generates or converts data sets, and shows what is there.",
    subcommands = {
      DataFetchCommand.class,
      DataInfoCommand.class,
      DataGenerateCommand.class,
      DataConvertCommand.class
    })
public final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing, one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
