package org.newtonlosses.training.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A single value: its key, type, default, range, and what people are told of it. Instances are
 * immutable: each method returns a changed copy, which is another entry.
 *
 * @param <T> the value
 */
public final class Param<T> extends Entry<T> {
  private final ParamType<T> type;
  private final T initial;
  private final String label;
  private final String called;
  private final List<Range> ranges;
  private final UnaryOperator<T> resolve;

  private Param(
      String key,
      String option,
      String help,
      ParamType<T> type,
      T initial,
      String label,
      String called,
      List<Range> ranges,
      UnaryOperator<T> resolve) {
    super(key, option, help);
    this.type = type;
    this.initial = initial;
    this.label = label;
    this.called = called;
    this.ranges = ranges;
    this.resolve = resolve;
    // A default out of its range is a bug, to be found where the range is written.
    ranges.forEach(range -> range.check(called, initial));
  }

  private static <T> Param<T> of(String key, ParamType<T> type, T initial) {
    return new Param<>(
        key, key, "", type, initial, type.label(), key, List.of(), UnaryOperator.identity());
  }

  /** A whole number. */
  public static Param<Integer> integer(String key, int initial) {
    return of(key, ParamType.INTEGER, initial);
  }

  /** A whole number that may be large, such as a number of steps. */
  public static Param<Long> count(String key, long initial) {
    return of(key, ParamType.COUNT, initial);
  }

  /** A number. */
  public static Param<Double> number(String key, double initial) {
    return of(key, ParamType.NUMBER, initial);
  }

  /** True or false. */
  public static Param<Boolean> bool(String key, boolean initial) {
    return of(key, ParamType.BOOL, initial);
  }

  /** A text. */
  public static Param<String> text(String key, String initial) {
    return of(key, ParamType.TEXT, initial);
  }

  /** A constant, written as its name in lower case with dashes: {@code odd-even}. */
  public static <E extends Enum<E>> Param<E> oneOf(String key, E initial) {
    return of(key, ParamType.constant(initial.getDeclaringClass()), initial);
  }

  /** One of several words, the first of which is the default. */
  public static Param<String> oneOf(String key, String initial, String... others) {
    List<String> words = ImmutableList.<String>builder().add(initial).add(others).build();
    return of(key, ParamType.word(words), initial);
  }

  /**
   * A number, or a word for its absence, which is the default.
   *
   * @param absent the word, such as {@code none}
   */
  public static Param<OptionalDouble> optionalNumber(String key, String absent) {
    return of(key, ParamType.optionalNumber(absent), OptionalDouble.empty());
  }

  /**
   * A whole number, or a word for its absence, which is the default.
   *
   * @param absent the word, such as {@code unlimited}
   */
  public static Param<OptionalLong> optionalCount(String key, String absent) {
    return of(key, ParamType.optionalCount(absent), OptionalLong.empty());
  }

  /** A text that is absent where nothing is said; as YAML, then, the empty text. */
  public static Param<Optional<String>> optionalText(String key) {
    return of(key, ParamType.optionalText(), Optional.empty());
  }

  /** Whole numbers. */
  public static Param<List<Integer>> integers(String key, List<Integer> initial) {
    return of(key, ParamType.INTEGERS, List.copyOf(initial));
  }

  /** Numbers. */
  public static Param<List<Double>> numbers(String key, List<Double> initial) {
    return of(key, ParamType.NUMBERS, List.copyOf(initial));
  }

  /**
   * A folder, or a word that stands for a place that the program knows, which is the default.
   *
   * @param word such as {@code cache}
   * @param place what the word stands for, as messages say it: {@code the user's cache folder}
   */
  public static Param<String> folder(String key, String word, String place) {
    return path(key, word, place, "DIR");
  }

  /**
   * A file, or a word that stands for one or for its absence, which is the default.
   *
   * @param word such as {@code none}
   * @param place what the word stands for, as messages say it: {@code no file}
   */
  public static Param<String> file(String key, String word, String place) {
    return path(key, word, place, "FILE");
  }

  private static Param<String> path(String key, String word, String place, String label) {
    Param<String> text = text(key, word);
    Range range =
        new Range(
            value -> !((String) value).isBlank(), "a path, or %s for %s".formatted(word, place));
    return new Param<>(
        key,
        key,
        "",
        text.type,
        word,
        label,
        key,
        List.of(range),
        value ->
            value.equals(word) ? word : Path.of(value).toAbsolutePath().normalize().toString());
  }

  /** A list of mappings, each with all of some keys; empty where nothing is said. */
  public static Param<List<Values>> mappings(String key, Param<?>... fields) {
    List<Entry<?>> entries = List.of(fields);
    String keys = entries.stream().map(Entry::key).collect(Collectors.joining(", ", "{", "}"));
    return of(
        key,
        new ParamType<>(
            "a list of " + keys,
            "LIST",
            List.of(),
            JsonNode::isArray,
            node -> mappings(key, keys, entries, node),
            values -> {
              ArrayNode array = JsonNodeFactory.instance.arrayNode();
              values.forEach(value -> array.add(value.write()));
              return array;
            }),
        List.of());
  }

  private static List<Values> mappings(
      String path, String keys, List<Entry<?>> entries, JsonNode array) {
    List<Values> all = new ArrayList<>();
    for (JsonNode element : array) {
      String place = path + "." + all.size();
      Values empty = Values.initial(entries, Param::none);
      if (!element.isObject()) {
        throw new SchemaException(
            "%s must be a mapping with %s, found %s".formatted(place, empty.keys(""), element));
      }
      Values values = empty.read(place, element, "", Param::none);
      if (element.size() != entries.size()) {
        throw new SchemaException("%s must be %s, found %s".formatted(place, keys, element));
      }
      all.add(values);
    }
    return List.copyOf(all);
  }

  private static <V> List<Variant<V>> none(Class<V> type) {
    return List.of();
  }

  /** With a line of help. */
  public Param<T> help(String help) {
    return new Param<>(key(), option(), help, type, initial, label, called, ranges, resolve);
  }

  /** With another name of the option. */
  public Param<T> option(String option) {
    return new Param<>(key(), option, help(), type, initial, label, called, ranges, resolve);
  }

  /** With what stands for a value in help, such as {@code N}. */
  public Param<T> label(String label) {
    return new Param<>(key(), option(), help(), type, initial, label, called, ranges, resolve);
  }

  /** With another name in messages about its range. */
  public Param<T> called(String called) {
    return new Param<>(key(), option(), help(), type, initial, label, called, ranges, resolve);
  }

  /** With another default. */
  public Param<T> initially(T other) {
    return new Param<>(key(), option(), help(), type, other, label, called, ranges, resolve);
  }

  /** For numbers: those that are not smaller. */
  public Param<T> atLeast(long least) {
    return with(Range.ofNumbers(value -> value >= least, "at least " + least));
  }

  /** For numbers: those that are not larger. */
  public Param<T> atMost(long most) {
    return with(
        Range.ofNumbers(
            value -> value <= most,
            "at most "
                + most
                + type.words().stream().map(", or "::concat).collect(Collectors.joining())));
  }

  /** For numbers: those that are positive and finite. */
  public Param<T> positive() {
    return with(
        Range.ofNumbers(value -> value > 0 && Double.isFinite(value), "positive and finite"));
  }

  /** For numbers: those from 0 on that are smaller than 1. */
  public Param<T> fraction() {
    return with(Range.ofNumbers(value -> value >= 0 && value < 1, "in [0, 1)"));
  }

  /** For numbers: those from one to another, both included. */
  public Param<T> within(double least, double most) {
    return with(
        Range.ofNumbers(
            value -> value >= least && value <= most, "in [%s, %s]".formatted(least, most)));
  }

  /**
   * For texts: those that match a regular expression as a whole.
   *
   * @param words what they must be, as a message says it
   */
  public Param<T> matching(String pattern, String words) {
    return with(new Range(value -> ((String) value).matches(pattern), words));
  }

  private Param<T> with(Range range) {
    List<Range> all = ImmutableList.<Range>builder().addAll(ranges).add(range).build();
    return new Param<>(key(), option(), help(), type, initial, label, called, all, resolve);
  }

  /** What stands for a value in help. */
  public String label() {
    return label;
  }

  /** Its default. */
  public T initial() {
    return initial;
  }

  /** A value as YAML in one line, such as {@code 0.01}, {@code none} or {@code [64, 64]}. */
  public String text(T value) {
    JsonNode node = type.write().apply(value);
    return node instanceof TextNode text ? text.textValue() : node.toString();
  }

  /** All values, or all that are words; empty if values are numbers or free texts. */
  public List<String> words() {
    return type.words();
  }

  /** What it must be beyond its type, such as {@code at least 2}; empty if anything does. */
  public String range() {
    return ranges.stream().map(Range::words).collect(Collectors.joining(", "));
  }

  @Override
  Object initial(Variants variants) {
    return initial;
  }

  @Override
  Object read(String path, Object old, JsonNode found, Variants variants) {
    if (!type.fits().test(found)) {
      throw new SchemaException("%s must be %s, found %s".formatted(path, type.expected(), found));
    }
    if (found.isTextual() && !type.words().isEmpty() && !type.words().contains(found.textValue())) {
      throw new SchemaException(
          "%s: must be one of %s, found %s"
              .formatted(path, String.join(", ", type.words()), found.textValue()));
    }
    int dot = path.lastIndexOf('.');
    try {
      T value = type.read().apply(found);
      ranges.forEach(range -> range.check(called, value));
      return value;
    } catch (ArithmeticException e) {
      throw new SchemaException("%s: too large a number, found %s".formatted(path, found));
    } catch (SchemaException e) {
      // Of a list's element: its place begins with the key, the list's own place goes before it.
      throw new SchemaException(path.substring(0, dot + 1) + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw SchemaException.at(dot < 0 ? "" : path.substring(0, dot), e.getMessage());
    }
  }

  @Override
  JsonNode write(Object held) {
    return type.write().apply(value(held));
  }

  @Override
  @SuppressWarnings("unchecked") // values hold what this has read
  T value(Object held) {
    return (T) held;
  }

  @Override
  Object resolved(Object held) {
    return resolve.apply(value(held));
  }
}
