package org.newtonlosses.data.pictures;

import com.google.common.base.CharMatcher;
import com.google.common.primitives.Doubles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is known of pictures, as files of comma-separated values say it. */
public enum PictureTable {
  /**
   * A number for each picture: a row for each, below a header that names the columns {@code file}
   * and {@code value}; others are not read. Several pictures may have the same value.
   *
   * <pre>
   * file,value
   * monday.jpg,3.5
   * tuesday.png,4
   * </pre>
   */
  VALUES {
    @Override
    List<Row> read(Path file) throws IOException {
      List<CsvRow> rows = CsvRow.read(file);
      List<String> header = rows.isEmpty() ? List.of() : rows.get(0).cells();
      int name = header.indexOf("file");
      int value = header.indexOf("value");
      if (name < 0 || value < 0) {
        throw new IOException(
            "%s: the first row must name the columns file and value, found %s"
                .formatted(
                    rows.isEmpty() ? file : rows.get(0).place(),
                    rows.isEmpty() ? "nothing" : String.join(",", header)));
      }
      List<Row> all = new ArrayList<>();
      for (CsvRow row : rows.subList(1, rows.size())) {
        if (row.cell(name).isEmpty()) {
          throw new IOException(row.place() + ": no file is named");
        }
        all.add(
            new Row(
                file, row.place(), List.of(row.cell(name)), number(row.place(), row.cell(value))));
      }
      return all;
    }
  },

  /**
   * The order of some pictures: a row for each order, without a header, names at least two of them
   * from the first, the lowest, to the last, the highest. A picture may stand in several rows.
   *
   * <pre>
   * tuesday.png,monday.jpg,sunday.jpg
   * friday.png,monday.jpg
   * </pre>
   */
  ORDERS {
    @Override
    List<Row> read(Path file) throws IOException {
      List<Row> all = new ArrayList<>();
      for (CsvRow row : CsvRow.read(file)) {
        if (row.cells().size() < 2) {
          throw new IOException(
              "%s: an order must name at least 2 pictures, found %s"
                  .formatted(row.place(), String.join(",", row.cells())));
        }
        if (row.cells().contains("")) {
          throw new IOException(
              "%s: a name in an order is empty: %s"
                  .formatted(row.place(), String.join(",", row.cells())));
        }
        all.add(new Row(file, row.place(), row.cells(), Double.NaN));
      }
      return all;
    }
  };

  /**
   * A row.
   *
   * @param file that it stands in
   * @param place where it stands, such as {@code values.csv:3}
   * @param names of pictures, in order
   * @param value of the only picture; NaN in an order
   */
  record Row(Path file, String place, List<String> names, double value) {}

  private static final CharMatcher NUMBER = CharMatcher.anyOf("0123456789.+-eE");

  /**
   * Reads all rows of a file.
   *
   * @throws IOException if it cannot be read or says something else; the message names file and
   *     line
   */
  abstract List<Row> read(Path file) throws IOException;

  private static double number(String place, String text) throws IOException {
    // Without what Java alone takes for a number, such as 3d.
    Double value = NUMBER.matchesAllOf(text) ? Doubles.tryParse(text) : null;
    if (value == null || !Double.isFinite(value)) {
      throw new IOException(
          "%s: the value must be a number, found %s"
              .formatted(place, text.isEmpty() ? "nothing" : text));
    }
    return value;
  }
}
