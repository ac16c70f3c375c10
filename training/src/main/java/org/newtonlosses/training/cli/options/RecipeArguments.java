package org.newtonlosses.training.cli.options;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.Recipes;
import org.newtonlosses.training.schema.Place;
import org.newtonlosses.training.schema.SchemaException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A recipe on the command line: {@code --recipe}, and an option for each of its values. */
public final class RecipeArguments {
  private static final String RECIPE = "--recipe";

  private final Recipes recipes;
  private final SchemaOptions options;

  private RecipeArguments(Recipes recipes, Predicate<Place> wanted) {
    this.recipes = recipes;
    // The task is that of the named recipe.
    String task = Recipe.TASK.namePath(Recipe.TASK.key());
    this.options =
        SchemaOptions.of(recipes.schema()).where(place -> !place.path().equals(task)).where(wanted);
  }

  /** Those of all tasks. */
  public static RecipeArguments of(Recipes recipes) {
    return new RecipeArguments(recipes, place -> true);
  }

  /** Those of one task. */
  public static RecipeArguments of(Recipes recipes, String task) {
    return new RecipeArguments(
        recipes,
        place ->
            !place.path().startsWith(Recipe.TASK.key() + ".")
                || place.variants().get(0).equals(task));
  }

  /** Adds the options to a command. */
  public void addTo(CommandSpec command) {
    command.addOption(
        OptionSpec.builder(RECIPE)
            .type(String.class)
            .paramLabel("FILE|NAME")
            .description("a YAML file or a built-in recipe (see newton recipes)")
            .completionCandidates(recipes.names())
            .build());
    options.addInSections(command);
  }

  /** The options that were given. */
  public List<String> given(ParseResult parsed) {
    return ImmutableList.<String>builder()
        .addAll(parsed.hasMatchedOption(RECIPE) ? List.of(RECIPE) : List.of())
        .addAll(options.given(parsed))
        .build();
  }

  /**
   * The recipe that the options describe.
   *
   * @param initial the recipe that is changed if there is no {@code --recipe}
   * @throws SchemaException if a value is not allowed
   * @throws IOException if the recipe's file cannot be read
   */
  public Recipe recipe(ParseResult parsed, Recipe initial) throws IOException {
    String name = parsed.matchedOptionValue(RECIPE, null);
    Recipe recipe = name == null ? initial : named(name);
    return recipes.with(recipe, options.changes(parsed, recipe.values()));
  }

  private Recipe named(String name) throws IOException {
    Optional<Recipe> builtIn = recipes.find(name);
    if (builtIn.isPresent()) {
      return builtIn.get();
    }
    if (!Files.exists(Path.of(name))) {
      throw new IllegalArgumentException(
          "recipe must be a YAML file or a name that `newton recipes` lists, found " + name);
    }
    return recipes.read(Path.of(name));
  }
}
