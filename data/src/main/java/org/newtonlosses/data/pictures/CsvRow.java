package org.newtonlosses.data.pictures;

import com.google.common.base.CharMatcher;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A row of a file of comma-separated values as RFC 4180 has them; blanks around cells are dropped.
 *
 * @param place of the row, for messages, such as {@code values.csv:3}
 * @param cells without those at the end that are empty, as spreadsheets add to short rows
 */
record CsvRow(String place, List<String> cells) {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreSurroundingSpaces(true).get();
  private static final CharMatcher BYTE_ORDER_MARK = CharMatcher.is('\uFEFF');

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
    try (CSVParser parser =
        CSVParser.builder()
            .setReader(new StringReader(BYTE_ORDER_MARK.trimLeadingFrom(Files.readString(file))))
            .setFormat(FORMAT)
            .get()) {
      for (CSVRecord record : parser) {
        List<String> cells = new ArrayList<>(record.toList());
        while (!cells.isEmpty() && cells.get(cells.size() - 1).isBlank()) {
          cells.remove(cells.size() - 1);
        }
        if (!cells.isEmpty()) {
          rows.add(new CsvRow(file + ":" + parser.getCurrentLineNumber(), List.copyOf(cells)));
        }
      }
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": not a text in UTF-8", e);
    } catch (UncheckedIOException e) {
      throw new IOException("%s: %s".formatted(file, e.getCause().getMessage()), e);
    }
    return rows;
  }

  /** The cell of a column; empty if the row is shorter. */
  String cell(int column) {
    return column < cells.size() ? cells.get(column) : "";
  }
}
