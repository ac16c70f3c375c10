package org.newtonlosses.data.lists;

import com.google.common.primitives.ImmutableIntArray;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How many rows each query has, from a file of its own: one number a line, as LightGBM ({@code
 * FILE.query}) and XGBoost ({@code FILE.group}) have it.
 *
 * @param file where they are from
 * @param sizes rows of each query
 * @param lines where each size stands in the file, from 1
 */
record GroupSizes(Path file, ImmutableIntArray sizes, ImmutableIntArray lines) {

  /**
   * Reads the sizes that belong to a file of rows, if there are such.
   *
   * @throws IOException if a line holds no size, or if there are two files that differ
   */
  static Optional<GroupSizes> besides(Path rows) throws IOException {
    Optional<GroupSizes> found = Optional.empty();
    for (String ending : new String[] {".query", ".query.gz", ".group", ".group.gz"}) {
      Path file = rows.resolveSibling(TextFile.plain(rows).getFileName() + ending);
      if (Files.isRegularFile(file)) {
        GroupSizes sizes = read(file);
        if (found.isPresent() && !found.get().sizes.equals(sizes.sizes)) {
          throw new IOException(
              "%s and %s differ, one of them is enough".formatted(found.get().file, file));
        }
        found = Optional.of(sizes);
      }
    }
    return found;
  }

  private static GroupSizes read(Path file) throws IOException {
    ImmutableIntArray.Builder sizes = ImmutableIntArray.builder();
    ImmutableIntArray.Builder lines = ImmutableIntArray.builder();
    try (BufferedReader reader = TextFile.open(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          sizes.add(size(file, number, line.strip()));
          lines.add(number);
        }
      }
    }
    return new GroupSizes(file, sizes.build(), lines.build());
  }

  private static int size(Path file, int line, String text) throws IOException {
    try {
      int size = Integer.parseInt(text);
      if (size >= 1) {
        return size;
      }
    } catch (NumberFormatException e) {
      // As bad as a number below 1.
    }
    throw RowError.at(
        file, line, "%s rows of a query, whole numbers from 1 are allowed", RowError.quote(text));
  }

  /** Returns where the size of a query stands. */
  String place(int query) {
    return file + ":" + lines.get(query);
  }

  /** Returns how many rows all queries have together. */
  long rows() {
    return sizes.stream().asLongStream().sum();
  }
}
