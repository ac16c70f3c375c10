package org.newtonlosses.training.cli.data;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code newton data generate}: writes a generated data set. */
@Command(
    name = "generate",
    description = "Writes a generated data set, for tests and machines without data.",
    synopsisSubcommandLabel = "DATASET",
    subcommands = {GenerateTerrainCommand.class, GenerateListsCommand.class})
final class DataGenerateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Unmatched private List<String> words = new ArrayList<>();

  @Override
  public void run() {
    String allowed = String.join(" or ", spec.subcommands().keySet());
    throw new ParameterException(
        spec.commandLine(),
        words.isEmpty()
            ? "a data set is missing, " + allowed
            : "data set must be %s, found %s".formatted(allowed, words.get(0)));
  }
}
