package org.newtonlosses.training.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Changes values of a complete recipe, as trees: only keys that it has, only to values of the type
 * that is there.
 *
 * @param choices the mappings that come in several forms
 */
record RecipeTree(List<Choice> choices) {

  /**
   * A mapping that comes in several forms: the value of one key says which other keys there are.
   *
   * @param key that key
   * @param forms the mapping with its default values, by the values of the key
   */
  record Choice(String key, Map<String, ObjectNode> forms) {

    private boolean has(ObjectNode form) {
      return forms.containsKey(form.path(key).asText());
    }
  }

  private static final ObjectNode SCHEDULE_STEP =
      JsonNodeFactory.instance.objectNode().put("step", 1L).put("factor", 1.0);

  /** Keys whose text stands for the absence of a number. */
  private static final Map<String, String> ABSENT =
      Map.of("optimizer.clip-norm", "none", "task.data.train", "unlimited");

  /** The recipe with the changes made; throws {@link RecipeException} if one is not allowed. */
  ObjectNode changed(ObjectNode recipe, JsonNode changes) {
    return object("", recipe, changes);
  }

  private JsonNode value(String path, JsonNode old, JsonNode found) {
    if (ABSENT.containsKey(path)) {
      return numberOr(ABSENT.get(path), path, found);
    }
    if (old.isObject()) {
      return object(path, form(path, (ObjectNode) old, found), found);
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

  private ObjectNode object(String path, ObjectNode old, JsonNode found) {
    require(found.isObject(), path, "a mapping with " + keys(old), found);
    ObjectNode result = old.deepCopy();
    for (Map.Entry<String, JsonNode> entry : found.properties()) {
      String key = entry.getKey();
      String below = path.isEmpty() ? key : path + "." + key;
      if (!old.has(key)) {
        throw new RecipeException("%s: unknown key; allowed are %s".formatted(below, keys(old)));
      }
      result.set(key, value(below, old.get(key), entry.getValue()));
    }
    return result;
  }

  /** What the changes start from: another form has other keys, with their own defaults. */
  private ObjectNode form(String path, ObjectNode old, JsonNode found) {
    for (Choice choice : choices) {
      JsonNode name = found.path(choice.key());
      if (choice.has(old) && !name.isMissingNode() && !name.equals(old.get(choice.key()))) {
        ObjectNode form = choice.forms().get(name.asText());
        String names = String.join(", ", choice.forms().keySet());
        require(form != null, path + "." + choice.key(), "one of " + names, name);
        return form;
      }
    }
    return old;
  }

  private ArrayNode schedule(String path, JsonNode found) {
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
}
