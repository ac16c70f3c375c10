package org.newtonlosses.training.schema;

import java.util.List;

/**
 * A value that can be given: for an option of the command line.
 *
 * @param path in YAML from the root, such as {@code task.algorithm.temperature}; of a choice, where
 *     the variant's name stands
 * @param entry the parameter, or the choice whose variant is named there
 * @param variants which variants of the choices above it must be chosen for it to be there, from
 *     the root on, such as {@code ranking, softsort}; empty if it is always there
 */
public record Place(String path, Entry<?> entry, List<String> variants) {

  /** Copies the list. */
  public Place {
    variants = List.copyOf(variants);
  }

  /** The long name of its option, without dashes. */
  public String option() {
    return entry.option();
  }
}
