package org.newtonlosses.training.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
  private final List<TaskSection> sections;

  /**
   * Recipes of these tasks and variants.
   *
   * @param variants of all that a recipe chooses, the task among them
   * @param sections what is to be known of the tasks
   */
  public Recipes(Variants variants, List<? extends TaskSection> sections) {
    this.schema = new Schema(Recipe.ENTRIES, variants);
    this.sections = List.copyOf(sections);
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

  /** The values of a task where nothing is said; of an unknown task, those of the usual one. */
  private Values defaults(String kind) {
    Values usual = schema.defaults();
    return sections.stream()
        .filter(section -> section.name().equals(kind))
        .findFirst()
        .map(
            section ->
                schema.with(
                    schema.with(usual, Map.of("task.kind", kind)),
                    section.defaults(),
                    "the defaults of " + kind))
        .orElse(usual);
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
    return Stream.concat(
            sections.stream().map(section -> named(section).get(0)),
            sections.stream().flatMap(section -> named(section).stream().skip(1)))
        .map(NamedRecipe::name)
        .toList();
  }

  /** The recipe of that name. */
  public Optional<Recipe> find(String name) {
    return sections.stream()
        .flatMap(section -> named(section).stream())
        .filter(recipe -> recipe.name().equals(name))
        .findFirst()
        .map(this::recipe);
  }

  /**
   * The recipe of {@code newton train} without options but {@code --task}.
   *
   * @param kind of the task
   * @throws IllegalArgumentException if there is no such task; the message lists them
   */
  public Recipe quick(String kind) {
    return recipe(
        sections.stream()
            .filter(section -> section.name().equals(kind))
            .map(section -> named(section).get(0))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "task must be one of %s, found %s"
                            .formatted(
                                String.join(
                                    ", ", sections.stream().map(TaskSection::name).toList()),
                                kind))));
  }

  private Recipe recipe(NamedRecipe named) {
    return with(parse(named.yaml()), Map.of("name", named.name()));
  }

  private static List<NamedRecipe> named(TaskSection section) {
    List<NamedRecipe> all = section.recipes();
    return all.isEmpty()
        ? List.of(new NamedRecipe(section.name(), "task: {kind: %s}".formatted(section.name())))
        : all;
  }
}
