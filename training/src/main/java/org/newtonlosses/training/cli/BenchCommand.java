package org.newtonlosses.training.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code newton bench}: how fast steps of training are. */
@Command(
    name = "bench",
    description = "Measures how long steps of training take.",
    subcommands = {BenchRankingCommand.class, BenchPathsCommand.class})
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a task is missing, one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
