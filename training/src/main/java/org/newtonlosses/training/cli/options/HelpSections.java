package org.newtonlosses.training.cli.options;

import com.google.common.collect.ListMultimap;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Shows options of a command in sections: picocli's own groups would change how they are parsed.
 */
final class HelpSections {

  private HelpSections() {}

  /**
   * Shows options below headings, after those that are in no section.
   *
   * @param sections the options of each heading, in the order in which they are shown
   */
  static void show(CommandSpec command, ListMultimap<String, OptionSpec> sections) {
    command
        .usageMessage()
        .sectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            help -> {
              List<OptionSpec> others =
                  command.options().stream()
                      .filter(option -> !sections.containsValue(option))
                      .toList();
              StringBuilder text = new StringBuilder(list(help, others));
              sections
                  .asMap()
                  .forEach(
                      (heading, options) ->
                          text.append("%n%s:%n".formatted(heading))
                              .append(list(help, List.copyOf(options))));
              return text.toString();
            });
  }

  private static String list(Help help, List<OptionSpec> options) {
    Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
    layout.addOptions(options, help.createDefaultParamLabelRenderer());
    return layout.toString();
  }
}
