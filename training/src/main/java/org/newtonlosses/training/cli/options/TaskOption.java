package org.newtonlosses.training.cli.options;

import java.util.List;
import java.util.Optional;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.task.Task;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The option {@code --task}, which names one of the registered tasks. */
public final class TaskOption {
  /** Its name. */
  public static final String NAME = "--task";

  private TaskOption() {}

  /**
   * Adds the option to a command, and what there is to its help.
   *
   * @param description one line
   */
  public static void addTo(CommandSpec command, Registry registry, String description) {
    List<String> names = registry.tasks().stream().map(Task::name).toList();
    command.addOption(
        OptionSpec.builder(NAME)
            .type(String.class)
            .paramLabel(String.join("|", names))
            .description(description)
            .completionCandidates(names)
            .build());
  }

  /** The task that was named. */
  public static Optional<String> of(ParseResult parsed) {
    return Optional.ofNullable(parsed.matchedOptionValue(NAME, null));
  }

  /** For models that are kept without their recipe. */
  public static void addForModels(CommandSpec command, Registry registry) {
    addTo(command, registry, "the task of a model that is kept without its recipe");
  }
}
