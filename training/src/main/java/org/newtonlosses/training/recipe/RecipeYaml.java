package org.newtonlosses.training.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import com.google.common.base.Throwables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Recipes as YAML. A file says what differs from {@link Recipe#defaults}, or from {@link
 * Recipe#pathDefaults} if its task is of the kind {@code paths}; unknown or repeated keys and
 * values of a wrong type are errors.
 */
public final class RecipeYaml {
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .stringQuotingChecker(new PlainKeys())
                  .build())
          .addModule(new RecipeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private static final RecipeTree TREE =
      new RecipeTree(
          List.of(
              choice("kind", RankingTask.defaults(), PathTask.defaults()),
              choice("name", RankingRecipes.algorithms()),
              choice("name", PathRecipes.algorithms()),
              choice("source", TerrainData.defaults(), WarcraftData.defaults())));

  private RecipeYaml() {}

  /**
   * Reads a file.
   *
   * @throws RecipeException if it is no recipe; the message begins with the file's name
   * @throws IOException if it cannot be read
   */
  public static Recipe read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      return parse(text);
    } catch (RecipeException e) {
      throw new RecipeException(file + ": " + e.getMessage());
    }
  }

  /**
   * Reads a text.
   *
   * @throws RecipeException if it is no recipe
   */
  public static Recipe parse(String text) {
    JsonNode changes = tree(text);
    if (!changes.isObject()) {
      throw new RecipeException("a recipe must be a mapping of keys to values");
    }
    boolean paths = changes.at("/task/kind").asText().equals(PathTask.KIND);
    Recipe defaults = paths ? Recipe.pathDefaults() : Recipe.defaults();
    return recipe(TREE.changed(YAML.valueToTree(defaults), changes));
  }

  /**
   * A recipe with some values changed.
   *
   * @param recipe the values that stay
   * @param changes YAML values by path, such as {@code task.algorithm.temperature}
   * @throws RecipeException if a path or value is not allowed
   */
  public static Recipe with(Recipe recipe, Map<String, String> changes) {
    ObjectNode tree = YAML.createObjectNode();
    changes.forEach(
        (path, text) -> {
          int dot = path.lastIndexOf('.');
          ObjectNode parent =
              dot < 0 ? tree : tree.withObject("/" + path.substring(0, dot).replace('.', '/'));
          parent.set(path.substring(dot + 1), tree(text));
        });
    return recipe(TREE.changed(YAML.valueToTree(recipe), tree));
  }

  /** Writes all values. */
  public static String write(Recipe recipe) {
    try {
      return YAML.writeValueAsString(recipe);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("recipes can always be written", e);
    }
  }

  private static RecipeTree.Choice choice(String key, Object... forms) {
    Map<String, ObjectNode> byName = new LinkedHashMap<>();
    for (Object form : forms) {
      ObjectNode node = YAML.valueToTree(form);
      byName.put(node.get(key).asText(), node);
    }
    return new RecipeTree.Choice(key, byName);
  }

  private static JsonNode tree(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null ? "" : "line %d: ".formatted(e.getLocation().getLineNr());
      throw new RecipeException(
          place + e.getOriginalMessage().lines().collect(Collectors.joining(" ")));
    }
  }

  private static Recipe recipe(ObjectNode complete) {
    try {
      return YAML.treeToValue(complete, Recipe.class);
    } catch (JsonMappingException e) {
      String path =
          e.getPath().stream()
              .map(
                  place ->
                      place.getFieldName() == null ? "" + place.getIndex() : place.getFieldName())
              .collect(Collectors.joining("."));
      Throwable cause = Throwables.getRootCause(e);
      String reason =
          cause instanceof InvalidFormatException format
              ? "must be a number, found " + format.getValue()
              : cause instanceof JsonMappingException mapping
                  ? mapping.getOriginalMessage()
                  : cause.getMessage();
      throw new RecipeException(
          (path.isEmpty() ? "" : path + ": ") + reason.lines().findFirst().orElse(""));
    } catch (JsonProcessingException e) {
      throw new RecipeException(e.getOriginalMessage());
    }
  }

  /** The key n would be quoted, since the letter alone is false in old YAML. */
  private static final class PlainKeys extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteName(String name) {
      return false;
    }
  }
}
