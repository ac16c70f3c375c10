package org.newtonlosses.training.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One of several variants, with parameters of its own: in YAML a mapping in which one key names the
 * variant, such as {@code {name: softsort, temperature: 1.0}}.
 *
 * <p>What variants there are is not said here but asked of {@link Variants} by the type that they
 * build, so that others may add theirs. A new variant starts with its own defaults; parameters
 * common to all variants keep their values. Instances are immutable: each method returns a changed
 * copy, which is another entry.
 *
 * @param <V> what the variants build
 */
public final class Choice<V> extends Entry<V> {
  private final Class<V> type;
  private final String initial;
  private final String discriminator;
  private final List<Entry<?>> before;
  private final List<Entry<?>> after;
  private final boolean plain;

  private Choice(
      String key,
      String option,
      String help,
      Class<V> type,
      String initial,
      String discriminator,
      List<Entry<?>> before,
      List<Entry<?>> after,
      boolean plain) {
    super(key, option, help);
    this.type = type;
    this.initial = initial;
    this.discriminator = discriminator;
    this.before = before;
    this.after = after;
    this.plain = plain;
  }

  /**
   * A choice whose key {@code name} names the variant.
   *
   * @param key in YAML, and the option that names the variant on the command line
   * @param type what the variants build
   * @param initial the variant where nothing is said
   */
  public static <V> Choice<V> of(String key, Class<V> type, String initial) {
    return new Choice<>(key, key, "", type, initial, "name", List.of(), List.of(), false);
  }

  /** With a line of help. */
  public Choice<V> help(String help) {
    return new Choice<>(key(), option(), help, type, initial, discriminator, before, after, plain);
  }

  /** With another name of the option. */
  public Choice<V> option(String option) {
    return new Choice<>(key(), option, help(), type, initial, discriminator, before, after, plain);
  }

  /** With another key that names the variant. */
  public Choice<V> by(String discriminator) {
    return new Choice<>(
        key(), option(), help(), type, initial, discriminator, before, after, plain);
  }

  /** With parameters of all variants, written before the variant's own. */
  public Choice<V> common(Entry<?>... common) {
    return new Choice<>(
        key(), option(), help(), type, initial, discriminator, List.of(common), after, plain);
  }

  /** With parameters of all variants, written after the variant's own. */
  public Choice<V> commonAfter(Entry<?>... common) {
    return new Choice<>(
        key(), option(), help(), type, initial, discriminator, before, List.of(common), plain);
  }

  /** Written as the variant's name alone if the variant has no parameters. */
  public Choice<V> plain() {
    return new Choice<>(key(), option(), help(), type, initial, discriminator, before, after, true);
  }

  /** What the variants build. */
  public Class<V> type() {
    return type;
  }

  /** The variant where nothing is said. */
  public String initialName() {
    return initial;
  }

  /** The key that names the variant. */
  public String discriminator() {
    return discriminator;
  }

  /** The parameters of all variants. */
  public List<Entry<?>> common() {
    return ImmutableList.<Entry<?>>builder().addAll(before).addAll(after).build();
  }

  /** Where the variant's name stands, from where this choice stands. */
  public String namePath(String path) {
    return plain ? path : path + "." + discriminator;
  }

  @Override
  Object initial(Variants variants) {
    return start(
        variants.variants(type).stream()
            .filter(variant -> variant.name().equals(initial))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "%s: its default, %s, is not registered; there are %s"
                            .formatted(key(), initial, names(variants)))),
        variants);
  }

  @Override
  Object read(String path, Object old, JsonNode found, Variants variants) {
    Chosen<V> chosen = cast(old);
    if (plain && found.isTextual()) {
      return built(path, changed(path, chosen, found.textValue(), found.textValue(), variants));
    }
    if (!found.isObject()) {
      throw new SchemaException(
          plain
              ? "%s must be a text, found %s".formatted(path, found)
              : "%s must be a mapping with %s, found %s"
                  .formatted(path, chosen.values().keys(discriminator), found));
    }
    JsonNode name = found.path(discriminator);
    if (!name.isMissingNode()) {
      chosen = changed(path, chosen, name.asText(), name.toString(), variants);
    }
    Values values = chosen.values().read(path, found, discriminator, variants);
    return built(path, new Chosen<>(chosen.variant(), values));
  }

  private Chosen<V> changed(
      String path, Chosen<V> chosen, String name, String found, Variants variants) {
    if (chosen.name().equals(name)) {
      return chosen;
    }
    Variant<V> variant =
        variants.variants(type).stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new SchemaException(
                        "%s must be one of %s, found %s"
                            .formatted(
                                plain ? path + ":" : namePath(path), names(variants), found)));
    Chosen<V> start = start(variant, variants);
    return new Chosen<>(variant, start.values().taking(chosen.values(), common()));
  }

  private Chosen<V> start(Variant<V> variant, Variants variants) {
    List<Entry<?>> entries =
        ImmutableList.<Entry<?>>builder()
            .addAll(before)
            .addAll(variant.params())
            .addAll(after)
            .build();
    return new Chosen<>(variant, Values.initial(entries, variants));
  }

  /** Builds it, so that values that do not go together are found when they are read. */
  private Chosen<V> built(String path, Chosen<V> chosen) {
    try {
      chosen.build();
    } catch (SchemaException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw SchemaException.at(path, e.getMessage());
    }
    return chosen;
  }

  private String names(Variants variants) {
    return variants.variants(type).stream().map(Variant::name).collect(Collectors.joining(", "));
  }

  @Override
  JsonNode write(Object held) {
    Chosen<V> chosen = cast(held);
    if (plain && chosen.values().entries().isEmpty()) {
      return JsonNodeFactory.instance.textNode(chosen.name());
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode().put(discriminator, chosen.name());
    node.setAll(chosen.values().write());
    return node;
  }

  @Override
  V value(Object held) {
    return Choice.<V>cast(held).build();
  }

  @Override
  Object resolved(Object held) {
    Chosen<V> chosen = cast(held);
    return new Chosen<>(chosen.variant(), chosen.values().resolved());
  }

  @SuppressWarnings("unchecked") // a choice holds variants of its own type alone
  static <V> Chosen<V> cast(Object held) {
    return (Chosen<V>) held;
  }
}
