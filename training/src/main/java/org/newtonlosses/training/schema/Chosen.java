package org.newtonlosses.training.schema;

/**
 * A variant with its values.
 *
 * @param variant which one
 * @param values of its parameters and of those common to all variants of the choice
 * @param <V> what it builds
 */
public record Chosen<V>(Variant<V> variant, Values values) {

  /** The variant's name. */
  public String name() {
    return variant.name();
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException if the values do not go together
   */
  public V build() {
    return variant.build().apply(values);
  }

  /** What it is, in a few words. */
  public String words() {
    return variant.words().apply(values);
  }

  /** Whether it has the same name and values: functions cannot be compared. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Chosen<?> chosen
        && chosen.name().equals(name())
        && chosen.values.equals(values);
  }

  @Override
  public int hashCode() {
    return 31 * name().hashCode() + values.hashCode();
  }
}
