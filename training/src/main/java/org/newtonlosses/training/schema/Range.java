package org.newtonlosses.training.schema;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which values a parameter may have.
 *
 * @param allows a value, or each of several values
 * @param words what it must be, such as {@code at least 2}
 */
record Range(Predicate<Object> allows, String words) {

  static Range ofNumbers(DoublePredicate allows, String words) {
    return new Range(value -> allows.test(((Number) value).doubleValue()), words);
  }

  /**
   * Checks a value.
   *
   * @param name how the message calls it
   * @throws IllegalArgumentException if it is out of range
   */
  void check(String name, Object value) {
    single(value)
        .filter(allows.negate())
        .findFirst()
        .ifPresent(
            found -> {
              throw new IllegalArgumentException(
                  "%s must be %s, found %s"
                      .formatted(
                          name, words, found instanceof String ? "\"" + found + "\"" : found));
            });
  }

  /** The single values: none of those that are absent, all of a list. */
  private static Stream<Object> single(Object value) {
    if (value instanceof OptionalLong number) {
      return number.stream().boxed().map(Object.class::cast);
    }
    if (value instanceof OptionalDouble number) {
      return number.stream().boxed().map(Object.class::cast);
    }
    if (value instanceof Optional<?> optional) {
      return optional.stream().map(Object.class::cast);
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Object.class::cast);
    }
    return Stream.of(value);
  }
}
