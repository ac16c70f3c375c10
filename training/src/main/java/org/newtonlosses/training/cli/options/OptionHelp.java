package org.newtonlosses.training.cli.options;

import com.google.common.collect.Iterables;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.SetMultimap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.newtonlosses.training.schema.Choice;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Place;
import org.newtonlosses.training.schema.Schema;
import org.newtonlosses.training.schema.Variant;

/**
 * What the help of a command says of an option.
 *
 * @param places that share it, at least one
 * @param schema that they are in
 */
record OptionHelp(List<Place> places, Schema schema) {
  private static final List<String> FLAG = List.of("true", "false");
  private static final Set<String> NOTHING = Set.of("", "[]", "false");
  private static final Set<String> FILES = Set.of("DIR", "FILE", "PNG");

  /** What stands for a value. */
  String label() {
    return places.get(0).entry() instanceof Param<?> param ? param.label() : "NAME";
  }

  /** Whether it can be given without a value, which is true then. */
  boolean isFlag() {
    return words().equals(FLAG);
  }

  /**
   * What it is for the command line's parser: a flag does not take the argument after it, unless
   * that is true or false; files are completed.
   */
  Class<?> type() {
    return isFlag() ? Boolean.class : isFile() ? Path.class : String.class;
  }

  /** Whether it names a file or folder. */
  boolean isFile() {
    return FILES.contains(label());
  }

  /** All values that are words. */
  List<String> words() {
    return places.stream().flatMap(place -> words(place.entry()).stream()).distinct().toList();
  }

  private List<String> words(Entry<?> entry) {
    return entry instanceof Choice<?> choice
        ? names(choice)
        : entry instanceof Param<?> param ? param.words() : List.of();
  }

  private <V> List<String> names(Choice<V> choice) {
    return schema.variants().variants(choice.type()).stream().map(Variant::name).toList();
  }

  /**
   * What it is, and of which variants, such as {@code softsort: of the distances (positive)}.
   *
   * @param defaults whether to tell them
   */
  String text(boolean defaults) {
    SetMultimap<String, String> owners =
        MultimapBuilder.linkedHashKeys().linkedHashSetValues().build();
    for (Place place : places) {
      owners.put(text(place.entry(), defaults), Iterables.getLast(place.variants(), ""));
    }
    return owners.keySet().stream()
        .map(
            text ->
                isCommon(owners.keySet())
                    ? text
                    : String.join(", ", owners.get(text)) + ": " + text)
        .collect(Collectors.joining("; "));
  }

  /** Whether all variants have the same, so that whose it is need not be said. */
  private boolean isCommon(Set<String> texts) {
    Set<String> outer =
        places.stream()
            .map(place -> Iterables.getFirst(place.variants(), ""))
            .collect(Collectors.toSet());
    return texts.size() == 1
        && (outer.equals(Set.of(""))
            || schema.entries().stream().anyMatch(entry -> Set.copyOf(words(entry)).equals(outer)));
  }

  private String text(Entry<?> entry, boolean defaults) {
    List<String> notes = new ArrayList<>();
    if (!isFile()) {
      notes.addAll(notes(entry));
    }
    if (defaults && !NOTHING.contains(initial(entry))) {
      notes.add("default " + initial(entry));
    }
    return notes.isEmpty() ? entry.help() : entry.help() + " (" + String.join("; ", notes) + ")";
  }

  private List<String> notes(Entry<?> entry) {
    List<String> notes = new ArrayList<>();
    if (entry instanceof Param<?> param && !param.range().isEmpty()) {
      notes.add(param.range());
    }
    List<String> words = words(entry);
    if (words.size() == 1 && notes.stream().noneMatch(note -> note.endsWith(words.get(0)))) {
      notes.add("or " + words.get(0));
    } else if (words.size() > 1 && !words.equals(FLAG)) {
      notes.add(
          String.join(", ", words.subList(0, words.size() - 1))
              + " or "
              + Iterables.getLast(words));
    }
    return notes;
  }

  private static String initial(Entry<?> entry) {
    return entry instanceof Choice<?> choice
        ? choice.initialName()
        : entry instanceof Param<?> param ? initial(param) : "";
  }

  private static <T> String initial(Param<T> param) {
    return param.text(param.initial());
  }
}
