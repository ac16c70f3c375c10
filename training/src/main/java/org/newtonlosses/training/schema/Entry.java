package org.newtonlosses.training.schema;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A key of a schema with the value that belongs to it.
 *
 * @param <T> the value, as {@link Values#get} gives it
 */
public abstract sealed class Entry<T> permits Param, Choice {
  private final String key;
  private final String option;
  private final String help;

  Entry(String key, String option, String help) {
    this.key = key;
    this.option = option;
    this.help = help;
  }

  /** The name in YAML, in lower case with dashes. */
  public final String key() {
    return key;
  }

  /** The long name of its option on the command line, without the dashes before it. */
  public final String option() {
    return option;
  }

  /** One line for people, without a full stop. */
  public final String help() {
    return help;
  }

  /** The value where nothing is said, as {@link Values} hold it. */
  abstract Object initial(Variants variants);

  /**
   * Reads a value.
   *
   * @param path of the entry from the root, such as {@code task.n}
   * @param old the value that it takes the place of, as {@link Values} hold it
   * @param found what is to be read
   * @throws SchemaException if it is not allowed
   */
  abstract Object read(String path, Object old, JsonNode found, Variants variants);

  /** Writes a value that {@link Values} hold. */
  abstract JsonNode write(Object held);

  /** What {@link Values} give for what they hold. */
  abstract T value(Object held);

  /** The same value, independent of the folder that the program runs in. */
  abstract Object resolved(Object held);
}
