package org.newtonlosses.data.benchmarks;

import com.google.common.base.Ascii;
import com.google.common.base.Strings;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a text file, with errors that name file and line. Lines may end in LF or CR LF. */
final class TextLines implements Closeable {
  private static final int LONGEST_QUOTE = 40;

  private final Path file;
  private final BufferedReader reader;
  private long line;

  TextLines(Path file) throws IOException {
    this.file = file;
    // Every byte is a letter, so that wrong ones can be named.
    this.reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
  }

  /** Returns the next line, empty at the end of the file. */
  Optional<String> next() throws IOException {
    line++;
    return Optional.ofNullable(reader.readLine());
  }

  /** Returns the next line where there must be one, without spaces at its ends. */
  String next(String expected) throws IOException {
    return next()
        .orElseThrow(() -> error("found the end of the file, expected %s", expected))
        .strip();
  }

  /** Returns the number of the line that was read last, from 1. */
  long number() {
    return line;
  }

  /** Returns an error at the line that was read last; each %s is one of the values. */
  IOException error(String message, Object... values) {
    return error(file, line, message, values);
  }

  static IOException error(Path file, long line, String message, Object... values) {
    return new IOException(
        "%s:%d: %s".formatted(file, line, Strings.lenientFormat(message, values)));
  }

  /** Returns what was found, in quotes, cut where it is long. */
  static String quote(String found) {
    return "'" + Ascii.truncate(found, LONGEST_QUOTE, "…") + "'";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
