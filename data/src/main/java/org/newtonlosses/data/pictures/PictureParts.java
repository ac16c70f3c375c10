package org.newtonlosses.data.pictures;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.newtonlosses.data.CounterRandom;
import org.newtonlosses.data.pictures.PictureTable.Row;

/**
 * What validates and what tests: files of their own, or shares of the rows of the only file.
 *
 * <p>Shares are drawn at random, always the same ones from a file. Rows that have a picture in
 * common, directly or through other rows, come into the same part, as long as validation and test
 * get at least half of their shares so; otherwise each row is drawn for itself.
 *
 * @param validationShare of the rows, 0 … 1; not used with a file
 * @param testShare of the rows, 0 … 1; not used with a file
 * @param validationFile a file of its own
 * @param testFile a file of its own
 */
public record PictureParts(
    double validationShare,
    double testShare,
    Optional<Path> validationFile,
    Optional<Path> testFile) {
  private static final long SEED = 0;

  /**
   * Checks the shares.
   *
   * @throws IllegalArgumentException if one is negative or they leave nothing to learn from
   */
  public PictureParts {
    checkArgument(
        validationShare >= 0 && testShare >= 0 && validationShare + testShare < 1,
        "the shares of validation and test must be 0 or more, and less than 1 together, found %s and"
            + " %s",
        validationShare,
        testShare);
  }

  /**
   * Some rows for each part.
   *
   * @param all of them, in the order of the files
   */
  record Rows(List<Row> train, List<Row> validation, List<Row> test, List<Row> all) {}

  /**
   * Divides the rows of a file.
   *
   * @throws IOException if one of the files cannot be read
   */
  Rows divide(PictureTable table, Path file) throws IOException {
    List<Row> rows = table.read(file);
    int validation =
        validationFile.isPresent() ? 0 : (int) Math.round(validationShare * rows.size());
    int test = testFile.isPresent() ? 0 : (int) Math.round(testShare * rows.size());
    int[] groups = groups(rows);
    Rows drawn = draw(rows, groups, validation, test);
    if (2 * drawn.validation().size() < validation || 2 * drawn.test().size() < test) {
      drawn = draw(rows, IntStream.range(0, rows.size()).toArray(), validation, test);
    }
    List<Row> validating =
        validationFile.isPresent() ? table.read(validationFile.get()) : drawn.validation();
    List<Row> testing = testFile.isPresent() ? table.read(testFile.get()) : drawn.test();
    List<Row> all = new ArrayList<>(rows);
    if (validationFile.isPresent()) {
      all.addAll(validating);
    }
    if (testFile.isPresent()) {
      all.addAll(testing);
    }
    return new Rows(drawn.train(), validating, testing, all);
  }

  /**
   * A number for each row, the same where rows have pictures in common, directly or through others.
   */
  private static int[] groups(List<Row> rows) {
    int[] above = IntStream.range(0, rows.size()).toArray();
    Map<String, Integer> first = new HashMap<>();
    for (int row = 0; row < above.length; row++) {
      for (String name : rows.get(row).names()) {
        Integer other = first.putIfAbsent(name, row);
        if (other != null) {
          above[top(above, row)] = top(above, other);
        }
      }
    }
    return IntStream.range(0, above.length).map(row -> top(above, row)).toArray();
  }

  private static int top(int[] above, int row) {
    int top = row;
    while (above[top] != top) {
      above[top] = above[above[top]];
      top = above[top];
    }
    return top;
  }

  /** Fills the test with random groups as long as they fit, then the validation. */
  private static Rows draw(List<Row> rows, int[] groups, int validation, int test) {
    ListMultimap<Integer, Row> members = MultimapBuilder.hashKeys().arrayListValues().build();
    for (int row = 0; row < groups.length; row++) {
      members.put(groups[row], rows.get(row));
    }
    int[] distinct = Arrays.stream(groups).distinct().toArray();
    Set<Row> tested = new HashSet<>();
    Set<Row> validated = new HashSet<>();
    for (int i : CounterRandom.of(SEED, 0).permutation(distinct.length)) {
      List<Row> group = members.get(distinct[i]);
      if (tested.size() + group.size() <= test) {
        tested.addAll(group);
      } else if (validated.size() + group.size() <= validation) {
        validated.addAll(group);
      }
    }
    return new Rows(
        rows.stream().filter(row -> !tested.contains(row) && !validated.contains(row)).toList(),
        rows.stream().filter(validated::contains).toList(),
        rows.stream().filter(tested::contains).toList(),
        rows);
  }
}
