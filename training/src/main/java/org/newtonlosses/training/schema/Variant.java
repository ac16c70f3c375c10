package org.newtonlosses.training.schema;

import com.google.common.base.Preconditions;
import java.util.List;
import java.util.function.Function;

/**
 * One of the things that a {@link Choice} chooses from, by its name.
 *
 * <pre>{@code
 * Variant.of("softsort", "SoftSort (Prillo and Eisenschlos, 2020)",
 *     v -> new SoftSort(v.get(TEMPERATURE), v.get(POWER), v.get(HARD)), TEMPERATURE, POWER, HARD)
 * }</pre>
 *
 * @param name in YAML and on the command line, in lower case with dashes
 * @param help one line for people
 * @param params its own parameters
 * @param build makes it from its parameters and those common to all variants; throws {@link
 *     IllegalArgumentException} if they do not go together
 * @param words what it is with these parameters, in a few words, such as {@code SoftSort
 *     (temperature 1.0, power 1.0)}
 * @param <V> what it builds
 */
public record Variant<V>(
    String name,
    String help,
    List<Entry<?>> params,
    Function<Values, ? extends V> build,
    Function<Values, String> words) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is not of lower-case letters, digits and dashes
   */
  public Variant {
    Preconditions.checkArgument(
        name.matches("[a-z0-9]+(-[a-z0-9]+)*"),
        "the name of a variant must be of lower-case letters, digits and dashes, found \"%s\"",
        name);
    params = List.copyOf(params);
  }

  /** A variant whose words are its name. */
  public static <V> Variant<V> of(
      String name, String help, Function<Values, ? extends V> build, Entry<?>... params) {
    return new Variant<>(name, help, List.of(params), build, values -> name);
  }

  /** The same variant with other words. */
  public Variant<V> words(Function<Values, String> words) {
    return new Variant<>(name, help, params, build, words);
  }
}
