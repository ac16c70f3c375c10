package org.newtonlosses.data.lists;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How {@link RankedListsWriter} writes lists. */
public enum ListFormat {
  /** svmlight rows with a qid. */
  LETOR,
  /** svmlight rows, and a file of group sizes beside them. */
  QUERY,
  /** Comma-separated values with a header. */
  CSV;

  /**
   * Returns the format of a name, which is that of the constant in small letters.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ListFormat of(String name) {
    for (ListFormat format : values()) {
      if (format.key().equals(name)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "format must be one of %s, found %s"
            .formatted(
                Arrays.stream(values()).map(ListFormat::key).collect(Collectors.joining(", ")),
                name));
  }

  private String key() {
    return Ascii.toLowerCase(name());
  }
}
