package org.newtonlosses.training.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code newton completion}: a script by which a shell completes the command line. */
@Command(
    name = "completion",
    description =
        "Prints a script by which bash and zsh complete commands, options, and the names of the"
            + " tasks, recipes and variants that are installed.",
    footer = {"", "  source <(newton completion)"})
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    nameValues(spec.root());
    spec.commandLine()
        .getOut()
        .print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }

  /** The script keeps the values of options of one command by their labels, which must differ. */
  private static void nameValues(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      if (option.completionCandidates() != null) {
        command.remove(option);
        String label = option.longestName().substring(2).replace('-', '_');
        command.addOption(OptionSpec.builder(option).paramLabel(label).build());
      }
    }
    command.subcommands().values().forEach(below -> nameValues(below.getCommandSpec()));
  }
}
