package org.newtonlosses.data.lists;

import com.google.common.base.Ascii;
import com.google.common.base.Strings;
import java.io.IOException;
import java.nio.file.Path;

/** Errors that name file and line. */
final class RowError {
  private static final int LONGEST_QUOTE = 40;

  private RowError() {}

  /** Returns an error at a line, from 1; each %s of the message is one of the values. */
  static IOException at(Path file, long line, String message, Object... values) {
    return new IOException(
        "%s:%d: %s".formatted(file, line, Strings.lenientFormat(message, values)));
  }

  /** Returns what was found, in quotes, cut where it is long. */
  static String quote(String found) {
    return "'" + Ascii.truncate(found, LONGEST_QUOTE, "…") + "'";
  }
}
