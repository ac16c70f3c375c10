package org.newtonlosses.training.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A list of entries: all that can be said about a thing.
 *
 * @param entries in the order in which they are written
 * @param variants what its choices choose from
 */
public record Schema(List<Entry<?>> entries, Variants variants) {

  /** Copies the list. */
  public Schema {
    entries = List.copyOf(entries);
  }

  /** The values where nothing is said. */
  public Values defaults() {
    return Values.initial(entries, variants);
  }

  /**
   * Values with some changed.
   *
   * @param values those that stay
   * @param yaml what differs; unknown or repeated keys, and values of a wrong type or out of their
   *     range, are errors
   * @param what the whole is, as a message says it, such as {@code a recipe}
   * @throws SchemaException if something is not allowed
   */
  public Values with(Values values, String yaml, String what) {
    JsonNode changes = Yaml.read(yaml);
    if (!changes.isObject()) {
      throw new SchemaException(what + " must be a mapping of keys to values");
    }
    return values.read("", changes, "", variants);
  }

  /**
   * Values with some changed.
   *
   * @param values those that stay
   * @param changes YAML values by path, such as {@code task.algorithm.temperature}
   * @throws SchemaException if a path or value is not allowed
   */
  public Values with(Values values, Map<String, String> changes) {
    ObjectNode tree = Yaml.mapping();
    changes.forEach(
        (path, text) -> {
          int dot = path.lastIndexOf('.');
          ObjectNode parent =
              dot < 0 ? tree : tree.withObject("/" + path.substring(0, dot).replace('.', '/'));
          parent.set(path.substring(dot + 1), Yaml.read(text));
        });
    return values.read("", tree, "", variants);
  }

  /** All places that can be given, choices before the parameters of their variants. */
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    add(places, "", entries, List.of());
    return places;
  }

  private void add(List<Place> places, String path, List<Entry<?>> entries, List<String> above) {
    for (Entry<?> entry : entries) {
      String below = path.isEmpty() ? entry.key() : path + "." + entry.key();
      if (entry instanceof Choice<?> choice) {
        places.add(new Place(choice.namePath(below), choice, above));
        add(places, below, choice.common(), above);
        for (Variant<?> variant : variants.variants(choice.type())) {
          List<String> chosen = new ArrayList<>(above);
          chosen.add(variant.name());
          add(places, below, variant.params(), chosen);
        }
      } else {
        places.add(new Place(below, entry, above));
      }
    }
  }

  /** Writes all values as YAML. */
  public static String write(Values values) {
    return Yaml.write(values.write());
  }

  /**
   * A value of a YAML text by its path, before anything of it is checked.
   *
   * @param path such as {@code task.kind}
   * @return its text; empty if there is none
   * @throws SchemaException if the text is no YAML
   */
  public static String peek(String yaml, String path) {
    return Yaml.read(yaml).at("/" + path.replace('.', '/')).asText();
  }
}
