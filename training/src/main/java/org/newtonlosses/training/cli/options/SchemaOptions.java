package org.newtonlosses.training.cli.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Iterables;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.newtonlosses.training.schema.Choice;
import org.newtonlosses.training.schema.Chosen;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Place;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.SchemaException;
import org.newtonlosses.training.schema.Values;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The values of a schema as options of a command.
 *
 * <p>An option is a name for a place in the YAML form, so that it is checked exactly as a file is.
 * Several places may share an option, such as the temperatures of two algorithms: which one is
 * meant follows from the variants that are chosen.
 */
public final class SchemaOptions {
  private final Schema schema;
  private final List<Place> all;
  private final ImmutableListMultimap<String, Place> places;
  private final Map<String, String> aliases;

  private SchemaOptions(
      Schema schema, List<Place> all, Stream<Place> places, Map<String, String> aliases) {
    this.schema = schema;
    this.all = all;
    this.places =
        places.collect(
            ImmutableListMultimap.toImmutableListMultimap(
                place -> "--" + place.option(), place -> place));
    this.aliases = aliases;
  }

  /** An option for each place of a schema. */
  public static SchemaOptions of(Schema schema) {
    List<Place> all = schema.places();
    return new SchemaOptions(schema, all, all.stream(), Map.of());
  }

  /** The options of these places alone. */
  public SchemaOptions where(Predicate<Place> wanted) {
    return new SchemaOptions(schema, all, places.values().stream().filter(wanted), aliases);
  }

  /** The same options, some with another name too. */
  public SchemaOptions alias(Map<String, String> others) {
    return new SchemaOptions(schema, all, places.values().stream(), others);
  }

  /** The schema. */
  public Schema schema() {
    return schema;
  }

  /** Adds the options to a command; its help tells their defaults. */
  public void addTo(CommandSpec command) {
    add(command, true);
  }

  /** Adds the options to a command; the defaults are a recipe's. */
  public void addWithoutDefaults(CommandSpec command) {
    add(command, false);
  }

  /** The same in sections of the command's help. */
  public void addInSections(CommandSpec command) {
    HelpSections.show(command, add(command, false));
  }

  private ListMultimap<String, OptionSpec> add(CommandSpec command, boolean defaults) {
    ListMultimap<String, OptionSpec> sections =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    places
        .asMap()
        .forEach(
            (name, shared) -> {
              OptionSpec option = option(name, shared, defaults);
              command.addOption(option);
              sections.put(section(Iterables.get(shared, 0)), option);
            });
    return sections;
  }

  private OptionSpec option(String name, Collection<Place> shared, boolean defaults) {
    OptionHelp help = new OptionHelp(List.copyOf(shared), schema);
    OptionSpec.Builder option =
        OptionSpec.builder(name)
            .type(help.type())
            .paramLabel(help.label())
            .description(help.text(defaults).replace("%", "%%"));
    if (!help.words().isEmpty()) {
      option.completionCandidates(help.words());
    }
    if (aliases.containsKey(name)) {
      option.names(name, aliases.get(name));
    }
    if (help.isFlag()) {
      option.arity("0..1").fallbackValue("true");
    }
    return option.build();
  }

  /** The heading that an option stands below: the key of the mapping that holds its value. */
  private static String section(Place place) {
    String parent = parent(place.path());
    String key = parent.isEmpty() ? "recipe" : parent.substring(parent.lastIndexOf('.') + 1);
    return Ascii.toUpperCase(key.substring(0, 1)) + key.substring(1);
  }

  /** The options that were given, in the order of the schema. */
  public List<String> given(ParseResult parsed) {
    return places.keySet().stream().filter(parsed::hasMatchedOption).toList();
  }

  /** Which options were given where, with these values and what the options change in them. */
  public Map<String, String> givenPlaces(ParseResult parsed, Values changed) {
    Map<String, String> given = new LinkedHashMap<>();
    given(parsed).forEach(name -> given.put(name, place(name, changed).path()));
    return given;
  }

  /**
   * What the given options change.
   *
   * @param values that are changed
   * @return YAML values by path; for an option that no chosen variant has, a path that the values
   *     do not have
   * @throws SchemaException if there is no variant of a given name
   */
  public Map<String, String> changes(ParseResult parsed, Values values) {
    Map<String, String> changes = choices(parsed, values);
    Values chosen = schema.with(values, changes);
    for (String name : given(parsed)) {
      changes.putIfAbsent(place(name, chosen).path(), text(parsed, name));
    }
    return changes;
  }

  /**
   * The values of the schema with what the given options change.
   *
   * @throws IllegalArgumentException if a value is not allowed, or an option is of a variant that
   *     is not chosen
   */
  public Values values(ParseResult parsed) {
    return values(parsed, schema.defaults());
  }

  /** The same with other values where no option is given. */
  public Values values(ParseResult parsed, Values initial) {
    try {
      refuseOthers(parsed, initial);
      return schema.with(initial, changes(parsed, initial));
    } catch (SchemaException e) {
      throw new IllegalArgumentException(spoken(e), e);
    }
  }

  /** Values by option, as JSON. */
  public Map<String, JsonNode> json(Values values) {
    JsonNode tree;
    try {
      tree = new YAMLMapper().readTree(Schema.write(values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
    Map<String, JsonNode> json = new LinkedHashMap<>();
    names(values)
        .keySet()
        .forEach(
            path ->
                places.values().stream()
                    .filter(place -> place.path().equals(path))
                    .findFirst()
                    .ifPresent(
                        place -> json.put(place.option(), tree.at("/" + path.replace('.', '/')))));
    return json;
  }

  /** The choices that decide where all other values stand. */
  private Map<String, String> choices(ParseResult parsed, Values values) {
    Map<String, String> changes = new LinkedHashMap<>();
    for (String name : given(parsed)) {
      Place place = place(name, schema.with(values, changes));
      if (place.entry() instanceof Choice) {
        changes.put(place.path(), text(parsed, name));
      }
    }
    for (String name : given(parsed)) {
      Map<String, String> names = names(schema.with(values, changes));
      // A folder can only be that of a source which reads one: the source need not be named.
      if (new OptionHelp(places.get(name), schema).isFile() && !isThere(name, names)) {
        for (Place place : places.get(name)) {
          choiceOf(place)
              .filter(choice -> places.containsValue(choice) && isChosen(choice, names))
              .ifPresent(choice -> changes.putIfAbsent(choice.path(), variant(place)));
        }
      }
    }
    return changes;
  }

  /**
   * Refuses options of variants that are not chosen.
   *
   * @param values that are changed by the options
   * @throws IllegalArgumentException if there is one; the message says what it goes with
   */
  public void refuseOthers(ParseResult parsed, Values values) {
    Map<String, String> names = names(schema.with(values, choices(parsed, values)));
    for (String name : given(parsed)) {
      if (!isThere(name, names)) {
        Place place = places.get(name).get(0);
        throw new IllegalArgumentException(
            "%s %s does not go with %s, only with %s"
                .formatted(
                    name,
                    text(parsed, name),
                    choiceOf(place).map(choice -> names.get(choice.path())).orElse("these options"),
                    places.get(name).stream()
                        .map(SchemaOptions::variant)
                        .distinct()
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  /** A message with the names of options in place of paths. */
  private String spoken(SchemaException error) {
    String message = error.getMessage();
    return places.values().stream()
        .filter(place -> message.startsWith(place.path()))
        .max(Comparator.comparing(place -> place.path().length()))
        .map(
            place ->
                place.option()
                    + message.substring(place.path().length()).replaceFirst("^: must", " must"))
        .orElse(message);
  }

  private boolean isThere(String name, Map<String, String> names) {
    return places.get(name).stream().anyMatch(place -> names.containsKey(place.path()));
  }

  /** Whether the variants of a place are chosen. */
  private boolean isChosen(Place place, Map<String, String> names) {
    return choiceOf(place)
        .map(choice -> variant(place).equals(names.get(choice.path())) && isChosen(choice, names))
        .orElse(true);
  }

  /** The place of an option among values; if they have none of it, any. */
  private Place place(String name, Values values) {
    Map<String, String> names = names(values);
    return places.get(name).stream()
        .filter(place -> names.containsKey(place.path()))
        .findFirst()
        .orElse(places.get(name).get(0));
  }

  /** The choice of a place's last variant. */
  private Optional<Place> choiceOf(Place place) {
    return all.stream()
        .filter(each -> each.entry() instanceof Choice)
        .filter(each -> place.path().startsWith(parent(each.path()) + "."))
        .filter(each -> each.variants().size() == place.variants().size() - 1)
        .filter(each -> each.variants().equals(place.variants().subList(0, each.variants().size())))
        .max(Comparator.comparing(each -> each.path().length()));
  }

  private static String variant(Place place) {
    return Iterables.getLast(place.variants(), "");
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** All paths of values, with the names of the variants that are chosen there. */
  static Map<String, String> names(Values values) {
    Map<String, String> names = new LinkedHashMap<>();
    addNames(names, "", values);
    return names;
  }

  private static void addNames(Map<String, String> names, String above, Values values) {
    for (Entry<?> entry : values.entries()) {
      String path = above + entry.key();
      if (entry instanceof Choice<?> choice) {
        Chosen<?> chosen = values.chosen(choice);
        names.put(choice.namePath(path), chosen.name());
        addNames(names, path + ".", chosen.values());
      } else {
        names.put(path, "");
      }
    }
  }

  /**
   * What was given. Underscores, as in names of Python, are as good as dashes, and a list does
   * without brackets.
   */
  private String text(ParseResult parsed, String name) {
    String text = Iterables.getLast(parsed.matchedOption(name).stringValues());
    if (places.get(name).get(0).entry() instanceof Param<?> param
        && param.initial() instanceof List
        && !text.startsWith("[")) {
      return "[" + text + "]";
    }
    List<String> words = new OptionHelp(places.get(name), schema).words();
    String dashed = text.replace('_', '-');
    return words.contains(dashed) ? dashed : text;
  }
}
