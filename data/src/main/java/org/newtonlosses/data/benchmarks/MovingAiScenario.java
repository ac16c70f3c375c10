package org.newtonlosses.data.benchmarks;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/**
 * A line of a {@code .scen} of Moving AI: between which cells of a map a path is sought, and how
 * long the shortest is, where diagonal steps count √2 and cut no corners.
 *
 * @param file the line is in
 * @param line its number, from 1
 * @param map name of the map's file, perhaps behind folders
 * @param width of the map
 * @param height of the map
 * @param startRow y of the start, from 0
 * @param startColumn x of the start
 * @param goalRow y of the goal
 * @param goalColumn x of the goal
 * @param length of the shortest path, as printed
 */
record MovingAiScenario(
    Path file,
    long line,
    String map,
    int width,
    int height,
    int startRow,
    int startColumn,
    int goalRow,
    int goalColumn,
    BigDecimal length) {
  private static final ImmutableList<String> FIELDS =
      ImmutableList.of(
          "bucket",
          "map",
          "width",
          "height",
          "start x",
          "start y",
          "goal x",
          "goal y",
          "optimal length");

  private static final Splitter TABS = Splitter.on('\t').trimResults();
  private static final Splitter SPACES = Splitter.onPattern("\\s+");

  /** Files have 8 decimals, or six significant digits, or 2 decimals. */
  private static final double ABSOLUTE_TOLERANCE = 1e-4;

  private static final double RELATIVE_TOLERANCE = 5e-6;

  /**
   * Reads a file.
   *
   * @throws IOException if it does not follow the format, or holds no scenario; the message names
   *     file, line and value
   */
  static ImmutableList<MovingAiScenario> read(Path file) throws IOException {
    try (TextLines lines = new TextLines(file)) {
      String version = lines.next("'version 1'");
      if (!version.equals("version 1") && !version.equals("version 1.0")) {
        throw lines.error(
            "found %s, allowed are 'version 1' and 'version 1.0'", TextLines.quote(version));
      }
      ImmutableList.Builder<MovingAiScenario> scenarios = ImmutableList.builder();
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (!line.get().isBlank()) {
          scenarios.add(scenario(file, line.get().strip(), lines));
        }
      }
      ImmutableList<MovingAiScenario> all = scenarios.build();
      if (all.isEmpty()) {
        throw lines.error("found the end of the file, expected a scenario: %s", fields());
      }
      return all;
    }
  }

  private static String fields() {
    return String.join(", ", FIELDS);
  }

  private static MovingAiScenario scenario(Path file, String line, TextLines lines)
      throws IOException {
    List<String> values = (line.indexOf('\t') >= 0 ? TABS : SPACES).splitToList(line);
    if (values.size() != FIELDS.size()) {
      throw lines.error("%s fields, expected %s: %s", values.size(), FIELDS.size(), fields());
    }
    return new MovingAiScenario(
        file,
        lines.number(),
        values.get(1),
        whole(values, 2, lines),
        whole(values, 3, lines),
        whole(values, 5, lines),
        whole(values, 4, lines),
        whole(values, 7, lines),
        whole(values, 6, lines),
        length(values.get(8), lines));
  }

  private static int whole(List<String> values, int field, TextLines lines) throws IOException {
    Integer value = Ints.tryParse(values.get(field));
    if (value == null || value < 0) {
      throw lines.error(
          "%s is %s, whole numbers from 0 are allowed",
          FIELDS.get(field), TextLines.quote(values.get(field)));
    }
    return value;
  }

  private static BigDecimal length(String value, TextLines lines) throws IOException {
    try {
      BigDecimal length = new BigDecimal(value);
      if (length.signum() >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw lines.error(
        "%s is %s, numbers from 0 are allowed", FIELDS.get(8), TextLines.quote(value));
  }

  /**
   * Returns by how much a length may differ from the printed one: half a unit of the last decimal,
   * or of the sixth digit, where zeros at the end may be missing.
   */
  private double tolerance() {
    double decimals = length.scale() > 0 ? 0.5 * Math.pow(10, -length.scale()) : 0;
    return Math.max(decimals, RELATIVE_TOLERANCE * length.doubleValue()) + ABSOLUTE_TOLERANCE;
  }

  /** Returns whether a path is shorter than the printed length, beyond its digits. */
  boolean isShorter(double found) {
    return found < length.doubleValue() - tolerance();
  }

  /** Returns whether a path is longer than the printed length, beyond its digits. */
  boolean isLonger(double found) {
    return found > length.doubleValue() + tolerance();
  }

  /**
   * Checks that the map has the size that this says, and that both ends are free cells of it.
   *
   * @throws IOException if not; the message names file, line and value
   */
  void check(MovingAiMap grid) throws IOException {
    if (grid.height() != height || grid.width() != width) {
      throw error(
          "width %s and height %s, but %s has %s and %s; scaled maps are not supported",
          width, height, grid.file(), grid.width(), grid.height());
    }
    checkEnd("start", startRow, startColumn, grid);
    checkEnd("goal", goalRow, goalColumn, grid);
  }

  private void checkEnd(String name, int row, int column, MovingAiMap grid) throws IOException {
    if (row >= height || column >= width) {
      throw error(
          "%s x %s, y %s, allowed are x 0 to %s and y 0 to %s",
          name, column, row, width - 1, height - 1);
    }
    if (grid.isBlocked(row, column)) {
      throw error("the %s x %s, y %s is blocked in %s", name, column, row, grid.file());
    }
  }

  /** Returns an error at this line; each %s is one of the values. */
  IOException error(String message, Object... values) {
    return TextLines.error(file, line, message, values);
  }

  /** Returns from where to where, for messages. */
  String ends() {
    return "from x %d, y %d to x %d, y %d".formatted(startColumn, startRow, goalColumn, goalRow);
  }

  /** Returns what is the same for the same two ends, whichever is the start. */
  long query() {
    long one = (long) startRow * width + startColumn;
    long other = (long) goalRow * width + goalColumn;
    return Math.min(one, other) * height * width + Math.max(one, other);
  }
}
