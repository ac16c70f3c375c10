package org.newtonlosses.data.lists;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** Text files in UTF-8, plain or gzip by their name. */
final class TextFile {
  private static final String GZIP = ".gz";
  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private TextFile() {}

  /** Returns the path without {@code .gz}. */
  static Path plain(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(GZIP)
        ? file.resolveSibling(name.substring(0, name.length() - GZIP.length()))
        : file;
  }

  /** Opens a file behind its byte order mark, if it has one. */
  static BufferedReader open(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(bytes(file), StandardCharsets.UTF_8), BUFFER);
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /** Returns the md5 sum of the uncompressed file. */
  static String md5(Path file) throws IOException {
    try (InputStream bytes = bytes(file)) {
      return DigestUtils.md5Hex(bytes);
    }
  }

  private static InputStream bytes(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, expected a file");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    InputStream bytes = Files.newInputStream(file);
    try {
      return plain(file).equals(file)
          ? new BufferedInputStream(bytes, BUFFER)
          : new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER);
    } catch (IOException e) {
      bytes.close();
      throw new IOException("%s: no gzip file: %s".formatted(file, e.getMessage()), e);
    }
  }
}
