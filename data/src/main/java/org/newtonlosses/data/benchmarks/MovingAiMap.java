package org.newtonlosses.data.benchmarks;

import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * A {@code .map} of Moving AI: which cells of a grid are free.
 *
 * <p>{@code .} and {@code G} are free, as is {@code S}, swamp; {@code @}, {@code O} and {@code T}
 * are blocked, as is {@code W}, water, since it cannot be entered from land.
 *
 * <p>Source: N. Sturtevant, "Benchmarks for grid-based pathfinding" (2012);
 * movingai.com/benchmarks/formats.html.
 *
 * @param file it was read from
 * @param height rows
 * @param width columns
 * @param blocked by row · width + column
 */
record MovingAiMap(Path file, int height, int width, BitSet blocked) {
  private static final Splitter WORDS = Splitter.onPattern("\\s+");
  private static final String FREE = ".GS";
  private static final String WALLS = "@OTW";

  /**
   * Reads a file.
   *
   * @throws IOException if it does not follow the format; the message names file, line and value
   */
  static MovingAiMap read(Path file) throws IOException {
    try (TextLines lines = new TextLines(file)) {
      String type = lines.next("'type octile'");
      if (!type.equals("type octile")) {
        throw lines.error("found %s, expected 'type octile'", TextLines.quote(type));
      }
      int height = size(lines, "height");
      int width = size(lines, "width");
      if ((long) height * width > Integer.MAX_VALUE - 8) {
        throw lines.error("a grid of %s x %s cells, fewer than 2^31 are allowed", height, width);
      }
      String start = lines.next("'map'");
      if (!start.equals("map")) {
        throw lines.error("found %s, expected 'map'", TextLines.quote(start));
      }
      BitSet blocked = new BitSet(height * width);
      for (int row = 0; row < height; row++) {
        readRow(lines, row, height, width, blocked);
      }
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        if (!line.get().isBlank()) {
          throw lines.error("%s after the last of %s rows", TextLines.quote(line.get()), height);
        }
      }
      return new MovingAiMap(file, height, width, blocked);
    }
  }

  private static int size(TextLines lines, String name) throws IOException {
    String line = lines.next("'%s' and a whole number".formatted(name));
    List<String> words = WORDS.splitToList(line);
    Integer size =
        words.size() == 2 && words.get(0).equals(name) ? Ints.tryParse(words.get(1)) : null;
    if (size == null || size < 1) {
      throw lines.error(
          "found %s, expected '%s' and a whole number, at least 1", TextLines.quote(line), name);
    }
    return size;
  }

  private static void readRow(TextLines lines, int row, int height, int width, BitSet blocked)
      throws IOException {
    String letters = lines.next("row %d of %d".formatted(row + 1, height));
    if (letters.length() != width) {
      throw lines.error(
          "row %s has %s letters, expected %s by the width", row + 1, letters.length(), width);
    }
    for (int column = 0; column < width; column++) {
      char letter = letters.charAt(column);
      if (WALLS.indexOf(letter) >= 0) {
        blocked.set(row * width + column);
      } else if (FREE.indexOf(letter) < 0) {
        throw lines.error(
            "letter '%s' in column %s, allowed are . G S (free) and @ O T W (blocked)",
            letter, column + 1);
      }
    }
  }

  boolean isBlocked(int row, int column) {
    return blocked.get(row * width + column);
  }

  /**
   * Cuts out a part.
   *
   * @param top its first row
   * @param left its first column
   * @param height its rows, those beyond the map blocked
   * @param width its columns, those beyond the map blocked
   * @return 1 for blocked cells, else 0, in row-major order
   */
  byte[] window(int top, int left, int height, int width) {
    byte[] cells = new byte[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        boolean inside = top + row < this.height && left + column < this.width;
        cells[row * width + column] =
            (byte) (inside && !isBlocked(top + row, left + column) ? 0 : 1);
      }
    }
    return cells;
  }
}
