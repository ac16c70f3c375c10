package org.newtonlosses.training.schema;

import java.util.List;

/** Which variants there are to choose from. */
public interface Variants {

  /**
   * The variants of a type, in the order in which they are listed to people.
   *
   * @param type what they build
   */
  <V> List<Variant<V>> variants(Class<V> type);
}
