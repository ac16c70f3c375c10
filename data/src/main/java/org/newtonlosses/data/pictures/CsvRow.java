package org.newtonlosses.data.pictures;

import com.google.common.base.CharMatcher;
import com.google.common.base.Preconditions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of a file of comma-separated values. A cell may stand in double quotes, where two stand for
 * one; blanks around it are dropped.
 *
 * @param place of the row, for messages, such as {@code values.csv:3}
 * @param cells without those at the end that are empty, as spreadsheets add to short rows
 */
record CsvRow(String place, List<String> cells) {
  private static final CharMatcher BYTE_ORDER_MARK = CharMatcher.is('\ufeff');

  /**
   * Reads all rows of a file that are not empty.
   *
   * @throws IOException if there is no such file, it is no text in UTF-8, or a quote is not closed
   */
  static List<CsvRow> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          file + (Files.isDirectory(file) ? ": a folder, not a file" : ": no such file"));
    }
    List<CsvRow> rows = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": not a text in UTF-8", e);
    }
    for (int line = 1; line <= lines.size(); line++) {
      String place = "%s:%d".formatted(file, line);
      String text = lines.get(line - 1);
      List<String> cells = cells(place, line == 1 ? BYTE_ORDER_MARK.trimLeadingFrom(text) : text);
      while (!cells.isEmpty() && cells.get(cells.size() - 1).isEmpty()) {
        cells.remove(cells.size() - 1);
      }
      if (!cells.isEmpty()) {
        rows.add(new CsvRow(place, List.copyOf(cells)));
      }
    }
    return rows;
  }

  private static List<String> cells(String place, String line) throws IOException {
    List<String> cells = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        quoted = !quoted;
      } else if (line.charAt(i) == ',' && !quoted) {
        cells.add(cell(line.substring(start, i)));
        start = i + 1;
      }
    }
    if (quoted) {
      throw new IOException(place + ": a quote is not closed: " + line);
    }
    cells.add(cell(line.substring(start)));
    return cells;
  }

  private static String cell(String text) {
    String cell = text.strip();
    boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
  }

  /** The cell of a column; empty if the row is shorter. */
  String cell(int column) {
    Preconditions.checkArgument(column >= 0, "column %s", column);
    return column < cells.size() ? cells.get(column) : "";
  }
}
