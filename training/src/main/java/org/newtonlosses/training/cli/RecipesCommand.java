package org.newtonlosses.training.cli;

import java.io.PrintWriter;
import org.newtonlosses.training.recipe.BuiltInRecipes;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.RecipeYaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code newton recipes}: lists the built-in recipes, or prints one. */
@Command(
    name = "recipes",
    description = "Lists the built-in recipes, or prints one as YAML, for --recipe FILE.",
    mixinStandardHelpOptions = true)
final class RecipesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "the recipe to print")
  private String name;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      BuiltInRecipes.names()
          .forEach(
              each ->
                  out.println(
                      "%-32s %s"
                          .formatted(each, describe(BuiltInRecipes.find(each).orElseThrow()))));
      return;
    }
    Recipe recipe =
        BuiltInRecipes.find(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "recipe must be one that `newton recipes` lists, found " + name));
    out.print(RecipeYaml.write(recipe));
    out.flush();
  }

  private static String describe(Recipe recipe) {
    return "%s, curvature %s, batch %d, %d steps"
        .formatted(
            recipe.task().describe(),
            recipe.newton().curvature().key(),
            recipe.batch(),
            recipe.steps());
  }
}
