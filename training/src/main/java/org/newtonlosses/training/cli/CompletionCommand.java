package org.newtonlosses.training.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
    spec.commandLine()
        .getOut()
        .print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}
