package org.newtonlosses.training.cli.data;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.Map;

/** Options whose values are words. */
final class Words {

  private Words() {}

  /** Constants by their names in lower case. */
  static <E extends Enum<E>> Map<String, E> of(E[] constants) {
    return Arrays.stream(constants)
        .collect(toImmutableMap(constant -> Ascii.toLowerCase(constant.name()), c -> c));
  }

  /**
   * Returns what a word means.
   *
   * @throws IllegalArgumentException if it is not one of the words; the message names it
   */
  static <T> T choose(String option, String word, Map<String, T> meanings) {
    T meaning = meanings.get(word);
    if (meaning == null) {
      throw new IllegalArgumentException(
          "%s must be one of %s, found %s"
              .formatted(option, String.join(", ", meanings.keySet()), word));
    }
    return meaning;
  }
}
