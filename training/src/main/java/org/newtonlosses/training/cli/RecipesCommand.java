package org.newtonlosses.training.cli;

import java.io.PrintWriter;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.Recipes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** {@code newton recipes}: lists the built-in recipes, or prints one. */
@Command(
    name = "recipes",
    description = "Lists the built-in recipes, or prints one as YAML, for --recipe FILE.")
final class RecipesCommand implements Runnable {
  private final Recipes recipes;

  @Spec private CommandSpec spec;

  private RecipesCommand(Recipes recipes) {
    this.recipes = recipes;
  }

  static CommandLine create(Recipes recipes) {
    CommandLine line = new CommandLine(new RecipesCommand(recipes));
    line.getCommandSpec()
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(String.class)
                .paramLabel("NAME")
                .description("the recipe to print")
                .completionCandidates(recipes.names())
                .build());
    return line;
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    String name = spec.commandLine().getParseResult().matchedPositionalValue(0, null);
    if (name == null) {
      recipes
          .names()
          .forEach(
              each ->
                  out.println(
                      "%-32s %s".formatted(each, describe(recipes.find(each).orElseThrow()))));
      return;
    }
    Recipe recipe =
        recipes
            .find(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "recipe must be one that `newton recipes` lists, found " + name));
    out.print(recipe.yaml());
    out.flush();
  }

  private static String describe(Recipe recipe) {
    return "%s, curvature %s, batch %d, %d steps"
        .formatted(recipe.words(), recipe.curvature(), recipe.batch(), recipe.steps());
  }
}
