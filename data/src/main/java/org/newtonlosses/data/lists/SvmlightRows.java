package org.newtonlosses.data.lists;

import com.google.common.primitives.Ints;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Rows {@code grade qid:17 1:0.5 3:0.25 # comment}, the query optional. Features may come in any
 * order; those not named are 0.
 */
final class SvmlightRows {
  private static final int MAX_INDEX = 99_999;
  private static final String QUERY = "qid:";

  private final Path file;
  private final boolean graded;
  private final Optional<FeatureColumns> known;
  private final int[] positions;
  private final ListAssembler lists;
  private final BitSet unknown = new BitSet();
  private long[] lastLines = new long[256];
  private boolean zeroBased;
  private int largest;
  private boolean anyKnown;

  SvmlightRows(
      Path file, Optional<GroupSizes> groups, boolean labelled, Optional<FeatureColumns> known) {
    this.file = file;
    this.graded = labelled;
    this.known = known;
    this.positions = known.map(SvmlightRows::positions).orElse(null);
    this.lists = new ListAssembler(file, groups, labelled, 0, 0);
  }

  /** Returns the place of each index, −1 for those unknown. */
  private static int[] positions(FeatureColumns known) {
    int[] positions = new int[MAX_INDEX + 1];
    Arrays.fill(positions, -1);
    for (int i = 0; i < known.size(); i++) {
      Integer index = Ints.tryParse(known.names().get(i));
      if (index != null && index >= 0 && index <= MAX_INDEX) {
        positions[index] = i;
      }
    }
    return positions;
  }

  Table read(BufferedReader reader) throws IOException {
    long number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      row(++number, line);
    }
    List<RankedList> all = lists.finish();
    if (known.isPresent()) {
      List<String> names = new ArrayList<>();
      unknown.stream().forEach(index -> names.add(Integer.toString(index)));
      return new Table(new RankedLists(known.get(), all), names, anyKnown);
    }
    if (largest == 0 && !zeroBased) {
      throw new IOException(file + ": no features, at least 1 is needed");
    }
    FeatureColumns columns =
        FeatureColumns.indices(zeroBased ? 0 : 1, zeroBased ? largest + 1 : largest);
    return new Table(new RankedLists(columns, all), List.of(), true);
  }

  private void row(long number, String line) throws IOException {
    int comment = line.indexOf('#');
    int end = comment < 0 ? line.length() : comment;
    int from = next(line, 0, end);
    if (from == end) {
      return;
    }
    int to = tokenEnd(line, from, end);
    int grade = 0;
    String first = line.substring(from, to);
    if (graded || first.indexOf(':') < 0) {
      grade = graded ? Grades.parse(file, number, first) : 0;
      from = next(line, to, end);
    }
    String query = null;
    if (line.startsWith(QUERY, from)) {
      to = tokenEnd(line, from, end);
      query = line.substring(from + QUERY.length(), to);
      if (query.isEmpty()) {
        throw RowError.at(file, number, "qid: without a query, expected as in qid:17");
      }
      from = next(line, to, end);
    }
    lists.row(number, query, grade);
    while (from < end) {
      to = tokenEnd(line, from, end);
      feature(number, line, from, to);
      from = next(line, to, end);
    }
  }

  private void feature(long number, String line, int from, int to) throws IOException {
    int colon = line.indexOf(':', from);
    int index = colon < 0 || colon >= to ? -1 : index(line, from, colon);
    if (index < 0 || index > MAX_INDEX) {
      throw RowError.at(
          file,
          number,
          "%s, expected index:value with an index 0 … %s",
          RowError.quote(line.substring(from, to)),
          MAX_INDEX);
    }
    if (index >= lastLines.length) {
      lastLines = Arrays.copyOf(lastLines, Math.max(index + 1, 2 * lastLines.length));
    }
    if (lastLines[index] == number) {
      throw RowError.at(file, number, "feature %s is there twice", index);
    }
    lastLines[index] = number;
    float value = FiniteNumber.parse(line.substring(colon + 1, to));
    if (Float.isNaN(value)) {
      throw RowError.at(
          file,
          number,
          "feature %s is %s, finite numbers are allowed",
          index,
          RowError.quote(line.substring(colon + 1, to)));
    }
    put(index, value);
  }

  private void put(int index, float value) {
    if (positions != null) {
      if (positions[index] < 0) {
        unknown.set(index);
      } else {
        anyKnown = true;
        lists.feature(positions[index], value);
      }
      return;
    }
    if (index == 0 && !zeroBased) {
      zeroBased = true;
      lists.shift();
    }
    largest = Math.max(largest, index);
    lists.feature(zeroBased ? index : index - 1, value);
  }

  private static int index(String line, int from, int to) {
    long index = from == to ? -1 : 0;
    for (int i = from; i < to && index >= 0; i++) {
      int digit = line.charAt(i) - '0';
      index = digit < 0 || digit > 9 || index > MAX_INDEX ? -1 : 10 * index + digit;
    }
    return (int) index;
  }

  private static int next(String line, int from, int end) {
    int i = from;
    while (i < end && line.charAt(i) <= ' ') {
      i++;
    }
    return i;
  }

  private static int tokenEnd(String line, int from, int end) {
    int i = from;
    while (i < end && line.charAt(i) > ' ') {
      i++;
    }
    return i;
  }
}
