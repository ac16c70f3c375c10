package org.newtonlosses.training.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code newton data convert}: makes a data set of files of other programs. */
@Command(
    name = "convert",
    description = "Makes a folder of own maps, for --data-dir, of a benchmark's files.",
    synopsisSubcommandLabel = "BENCHMARK",
    subcommands = {ConvertMovingAiCommand.class, ConvertNeuralAstarCommand.class})
final class DataConvertCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a benchmark is missing, one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
