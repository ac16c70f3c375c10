package org.newtonlosses.graphs.parameter;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks constants of an enum up by the names that options and recipes use. */
public final class Keys {

  private Keys() {}

  /** The key of a constant that is its name in lower case with dashes, such as {@code odd-even}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant with this key.
   *
   * @throws IllegalArgumentException naming what is allowed, if there is none
   */
  public static <E extends Enum<E>> E parse(
      String what, Class<E> type, Function<E, String> key, String found) {
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> key.apply(constant).equals(found))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    what
                        + " must be one of "
                        + Arrays.stream(constants).map(key).collect(Collectors.joining(", "))
                        + ", found "
                        + found));
  }
}
