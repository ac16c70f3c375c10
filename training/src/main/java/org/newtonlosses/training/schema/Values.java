package org.newtonlosses.training.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A value for each entry of a list. Immutable; two are equal if all their values are. */
public final class Values {
  private final List<Entry<?>> entries;
  private final Map<String, Object> held;

  private Values(List<Entry<?>> entries, Map<String, Object> held) {
    this.entries = List.copyOf(entries);
    this.held = held;
  }

  static Values initial(List<Entry<?>> entries, Variants variants) {
    Map<String, Object> held = new LinkedHashMap<>();
    for (Entry<?> entry : entries) {
      if (held.put(entry.key(), entry.initial(variants)) != null) {
        throw new IllegalArgumentException(
            "two entries of one schema have the key " + entry.key() + "; each must have its own");
      }
    }
    return new Values(entries, held);
  }

  /**
   * The value of an entry.
   *
   * @throws IllegalArgumentException if there is none, or a variant cannot be built from its values
   */
  public <T> T get(Entry<T> entry) {
    return entry.value(held(entry));
  }

  /** The value of a parameter as YAML in one line: see {@link Param#text}. */
  public <T> String text(Param<T> param) {
    return param.text(get(param));
  }

  /** Whether there is a value of this entry. */
  public boolean has(Entry<?> entry) {
    return entries.contains(entry);
  }

  /**
   * The variant of a choice with its values.
   *
   * @throws IllegalArgumentException if there is no such choice
   */
  public <V> Chosen<V> chosen(Choice<V> choice) {
    return Choice.cast(held(choice));
  }

  /**
   * These values with another one.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  public <T> Values with(Param<T> param, T value) {
    held(param);
    return with((Entry<?>) param, value);
  }

  /** The entries, in the order in which they are written. */
  public List<Entry<?>> entries() {
    return entries;
  }

  /** These values with paths that stay right when a program goes on from another folder. */
  public Values resolved() {
    Map<String, Object> all = new LinkedHashMap<>();
    entries.forEach(entry -> all.put(entry.key(), entry.resolved(held.get(entry.key()))));
    return new Values(entries, all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Values values && values.held.equals(held);
  }

  @Override
  public int hashCode() {
    return held.hashCode();
  }

  /** The values as YAML's flow style would have them. */
  @Override
  public String toString() {
    return write().toString();
  }

  Values with(Entry<?> entry, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(held);
    all.put(entry.key(), value);
    return new Values(entries, all);
  }

  /** The values that both have, taken from the others. */
  Values taking(Values others, List<Entry<?>> common) {
    Values result = this;
    for (Entry<?> entry : common) {
      result = result.with(entry, others.held.get(entry.key()));
    }
    return result;
  }

  /**
   * Reads what differs.
   *
   * @param path of the mapping from the root
   * @param found what was found there, a mapping
   * @param besides a key that is read elsewhere; empty if none
   */
  Values read(String path, JsonNode found, String besides, Variants variants) {
    Values result = this;
    for (Map.Entry<String, JsonNode> property : found.properties()) {
      String key = property.getKey();
      if (key.equals(besides)) {
        continue;
      }
      String below = path.isEmpty() ? key : path + "." + key;
      Entry<?> entry =
          entries.stream()
              .filter(each -> each.key().equals(key))
              .findFirst()
              .orElseThrow(
                  () ->
                      new SchemaException(
                          "%s: unknown key; allowed are %s".formatted(below, keys(besides))));
      result = result.with(entry, entry.read(below, held.get(key), property.getValue(), variants));
    }
    return result;
  }

  /** The keys as messages list them, after that of a choice. */
  String keys(String first) {
    String keys = entries.stream().map(Entry::key).collect(Collectors.joining(", "));
    return first.isEmpty() ? keys : keys.isEmpty() ? first : first + ", " + keys;
  }

  ObjectNode write() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    entries.forEach(entry -> node.set(entry.key(), entry.write(held.get(entry.key()))));
    return node;
  }

  private Object held(Entry<?> entry) {
    Object value = entries.contains(entry) ? held.get(entry.key()) : null;
    if (value == null) {
      throw new IllegalArgumentException(
          "there is no value of this %s; there are %s".formatted(entry.key(), keys("")));
    }
    return value;
  }
}
