package org.newtonlosses.training.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.SchemaException;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.schema.Variants;

/**
 * Reads recipes, and knows those that have a name. A file says what differs from the defaults of
 * its task; unknown or repeated keys and values of a wrong type or range are errors.
 */
public final class Recipes {
  private final Schema schema;
  private final Map<String, TaskSection> sections = new LinkedHashMap<>();
  private final Map<String, NamedRecipe> quick = new LinkedHashMap<>();
  private final Map<String, NamedRecipe> named = new LinkedHashMap<>();

  /**
   * Recipes of these tasks and variants.
   *
   * @param variants of all that a recipe chooses, the task among them
   * @param sections what is to be known of the tasks
   * @throws IllegalArgumentException if two recipes have the same name
   */
  public Recipes(Variants variants, List<? extends TaskSection> sections) {
    this.schema = new Schema(Recipe.ENTRIES, variants);
    for (TaskSection section : sections) {
      this.sections.put(section.name(), section);
      quick.put(section.name(), named(section).get(0));
    }
    quick.values().forEach(this::add);
    sections.forEach(section -> named(section).stream().skip(1).forEach(this::add));
  }

  private static List<NamedRecipe> named(TaskSection section) {
    List<NamedRecipe> all = section.recipes();
    return all.isEmpty()
        ? List.of(new NamedRecipe(section.name(), "task: {kind: %s}".formatted(section.name())))
        : all;
  }

  private void add(NamedRecipe recipe) {
    if (named.put(recipe.name(), recipe) != null) {
      throw new IllegalArgumentException("there are two recipes of the name " + recipe.name());
    }
  }

  /** The schema of all recipes. */
  public Schema schema() {
    return schema;
  }

  /**
   * Reads a file.
   *
   * @throws SchemaException if it is no recipe; the message begins with the file's name
   * @throws IOException if it cannot be read
   */
  public Recipe read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      return parse(text);
    } catch (SchemaException e) {
      throw new SchemaException(file + ": " + e.getMessage());
    }
  }

  /**
   * Reads a text.
   *
   * @throws SchemaException if it is no recipe
   */
  public Recipe parse(String yaml) {
    String kind = Schema.peek(yaml, "task.kind");
    return new Recipe(
        schema.with(defaults(kind.isEmpty() ? Recipe.TASK.initialName() : kind), yaml, "a recipe"));
  }

  /** The values of a task where nothing is said; of an unknown task, those of any. */
  private Values defaults(String kind) {
    Values usual = schema.defaults();
    TaskSection section = sections.get(kind);
    return section == null
        ? usual
        : schema.with(
            schema.with(usual, Map.of("task.kind", kind)),
            section.defaults(),
            "the defaults of " + kind);
  }

  /**
   * A recipe with some values changed.
   *
   * @param recipe the values that stay
   * @param changes YAML values by path, such as {@code task.algorithm.temperature}
   * @throws SchemaException if a path or value is not allowed
   */
  public Recipe with(Recipe recipe, Map<String, String> changes) {
    return new Recipe(schema.with(recipe.values(), changes));
  }

  /** All names, those of the quick recipes first. */
  public List<String> names() {
    return List.copyOf(named.keySet());
  }

  /** The recipe of that name. */
  public Optional<Recipe> find(String name) {
    return Optional.ofNullable(named.get(name)).map(this::recipe);
  }

  /**
   * The recipe of {@code newton train} without options but {@code --task}.
   *
   * @param kind of the task
   * @throws IllegalArgumentException if there is no such task; the message lists them
   */
  public Recipe quick(String kind) {
    NamedRecipe recipe = quick.get(kind);
    if (recipe == null) {
      throw new IllegalArgumentException(
          "task must be one of %s, found %s".formatted(String.join(", ", quick.keySet()), kind));
    }
    return recipe(recipe);
  }

  private Recipe recipe(NamedRecipe named) {
    return with(parse(named.yaml()), Map.of("name", named.name()));
  }
}
