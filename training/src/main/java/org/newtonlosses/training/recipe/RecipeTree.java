package org.newtonlosses.training.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Changes values of a complete recipe, as trees: only keys that it has, only to values of the type
 * that is there.
 */
final class RecipeTree {
  private static final Map<String, ObjectNode> ALGORITHMS =
      Map.of(
          "neuralsort", node().put("name", "neuralsort").put("temperature", 1.0).put("hard", false),
          "softsort",
              node()
                  .put("name", "softsort")
                  .put("temperature", 1.0)
                  .put("power", 1.0)
                  .put("hard", false),
          "sorting-network",
              node()
                  .put("name", "sorting-network")
                  .put("network", "odd-even")
                  .put("distribution", "cauchy")
                  .put("steepness", 10.0)
                  .put("hard", false));

  private static final ObjectNode SCHEDULE_STEP = node().put("step", 1L).put("factor", 1.0);

  /** Keys whose text stands for the absence of a number. */
  private static final Map<String, String> ABSENT =
      Map.of("optimizer.clip-norm", "none", "task.data.train", "unlimited");

  private RecipeTree() {}

  /** The recipe with the changes made; throws {@link RecipeException} if one is not allowed. */
  static ObjectNode changed(ObjectNode recipe, JsonNode changes) {
    return object("", recipe, changes);
  }

  private static JsonNode value(String path, JsonNode old, JsonNode found) {
    if (path.equals("task.algorithm")) {
      return object(path, algorithm((ObjectNode) old, found), found);
    }
    if (ABSENT.containsKey(path)) {
      return numberOr(ABSENT.get(path), path, found);
    }
    if (old.isObject()) {
      return object(path, (ObjectNode) old, found);
    }
    if (old.isArray()) {
      return schedule(path, found);
    }
    boolean fits =
        old.isBoolean()
            ? found.isBoolean()
            : old.isIntegralNumber()
                ? found.isIntegralNumber()
                : old.isNumber() ? found.isNumber() : found.isTextual();
    String expected =
        old.isBoolean()
            ? "true or false"
            : old.isIntegralNumber() ? "a whole number" : old.isNumber() ? "a number" : "a text";
    require(fits, path, expected, found);
    return found;
  }

  private static ObjectNode object(String path, ObjectNode old, JsonNode found) {
    require(found.isObject(), path, "a mapping with " + keys(old), found);
    ObjectNode result = old.deepCopy();
    for (Map.Entry<String, JsonNode> entry : found.properties()) {
      String key = entry.getKey();
      String below = path.isEmpty() ? key : path + "." + key;
      if (!old.has(key)) {
        throw new RecipeException(
            "%s: unknown key; %s".formatted(below, "allowed are " + keys(old)));
      }
      result.set(key, value(below, old.get(key), entry.getValue()));
    }
    return result;
  }

  /** Another algorithm has other parameters: it starts with its own defaults. */
  private static ObjectNode algorithm(ObjectNode old, JsonNode found) {
    JsonNode name = found.path("name");
    if (name.isMissingNode() || name.equals(old.get("name"))) {
      return old;
    }
    if (!ALGORITHMS.containsKey(name.asText())) {
      throw new RecipeException(
          "task.algorithm.name must be one of neuralsort, softsort, sorting-network, found "
              + name);
    }
    return ALGORITHMS.get(name.asText());
  }

  private static ArrayNode schedule(String path, JsonNode found) {
    require(found.isArray(), path, "a list of {step, factor}", found);
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : found) {
      String place = path + "." + result.size();
      ObjectNode step = object(place, SCHEDULE_STEP, element);
      require(element.size() == SCHEDULE_STEP.size(), place, "{step, factor}", element);
      result.add(step);
    }
    return result;
  }

  private static JsonNode numberOr(String absent, String path, JsonNode found) {
    require(
        found.isNumber() || found.asText().equals(absent), path, "a number or " + absent, found);
    return found;
  }

  private static void require(boolean fits, String path, String expected, JsonNode found) {
    if (!fits) {
      throw new RecipeException("%s must be %s, found %s".formatted(path, expected, found));
    }
  }

  private static String keys(ObjectNode node) {
    Set<Map.Entry<String, JsonNode>> entries = node.properties();
    return StreamSupport.stream(entries.spliterator(), false)
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
