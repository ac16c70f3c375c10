package org.newtonlosses.training.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code newton export KIND}: algorithms and losses as SavedModels of their own. */
@Command(
    name = "export",
    description = {
      "Writes an algorithm or a loss as a SavedModel of its own, for any language that loads one.",
      "The batch size is free; see newton export KIND --help for tensors and options."
    },
    synopsisSubcommandLabel = "KIND",
    commandListHeading = "Kinds:%n",
    subcommands = {
      ExportNeuralSort.class,
      ExportSoftSort.class,
      ExportSortingNetwork.class,
      ExportRankingLoss.class,
      ExportShortestPath.class,
      ExportRelaxedBellmanFord.class,
      ExportPathLoss.class
    })
final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a kind is missing, one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
