package org.newtonlosses.data.lists;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes lists of rows that come one after the other, and checks that each query's stand together.
 *
 * <p>The rows of the list at hand are kept sparse, so that nothing needs to be known of the columns
 * to come; finished lists are dense.
 */
final class ListAssembler {
  private final Path file;
  private final Optional<GroupSizes> groups;
  private final boolean queriesNeeded;
  private final int leastWidth;
  private final float absent;

  private final List<RankedList> lists = new ArrayList<>();
  private final Map<String, Long> lastLines = new HashMap<>();
  private long rows;

  // The list at hand.
  private String query;
  private long lastLine;
  private int left;
  private int documents;
  private byte[] grades = new byte[64];
  private int[] ends = new int[64];
  private int[] columns = new int[1024];
  private float[] values = new float[1024];

  /**
   * Starts without a row.
   *
   * @param file named in errors
   * @param groups which rows belong together; if empty the rows' queries say so
   * @param queriesNeeded whether rows must say which query they belong to where there are no
   *     groups, and stand together; else each row that does not is a list of its own
   * @param leastWidth columns that each list has at least
   * @param absent the value of a feature that a row does not name, 0 if lists may be narrower than
   *     the widest
   */
  ListAssembler(
      Path file, Optional<GroupSizes> groups, boolean queriesNeeded, int leastWidth, float absent) {
    this.file = file;
    this.groups = groups;
    this.queriesNeeded = queriesNeeded;
    this.leastWidth = leastWidth;
    this.absent = absent;
  }

  /**
   * Starts a row; its features follow.
   *
   * @param line where it stands, from 1
   * @param named the query that it names, or null
   * @param grade its grade
   */
  void row(long line, String named, int grade) throws IOException {
    rows++;
    if (groups.isPresent() && rows > groups.get().rows()) {
      // finish() says so once all are counted; only the last row is kept.
      documents = 0;
    } else if (startsList(line, named)) {
      finishList();
      query = named;
      if (named != null && groups.isEmpty() && queriesNeeded) {
        checkNew(line, named);
      }
    }
    left--;
    lastLine = line;
    if (documents == grades.length) {
      grades = Arrays.copyOf(grades, 2 * documents);
      ends = Arrays.copyOf(ends, 2 * documents);
    }
    grades[documents] = (byte) grade;
    ends[documents] = documents == 0 ? 0 : ends[documents - 1];
    documents++;
  }

  /** Sets a feature of the row that was started last; at most once for each column. */
  void feature(int column, float value) {
    int end = ends[documents - 1]++;
    if (end == columns.length) {
      columns = Arrays.copyOf(columns, 2 * end);
      values = Arrays.copyOf(values, 2 * end);
    }
    columns[end] = column;
    values[end] = value;
  }

  /** Moves all features of all rows by one column. */
  void shift() {
    lists.replaceAll(RankedList::shifted);
    for (int i = 0; documents > 0 && i < ends[documents - 1]; i++) {
      columns[i]++;
    }
  }

  /** Ends the last list and returns all. */
  List<RankedList> finish() throws IOException {
    if (groups.isPresent() && rows != groups.get().rows()) {
      throw new IOException(
          "%s has %d rows, but the %d sizes in %s add up to %d"
              .formatted(
                  file,
                  rows,
                  groups.get().sizes().length(),
                  groups.get().file(),
                  groups.get().rows()));
    }
    if (rows == 0) {
      throw new IOException(file + ": no rows, at least 1 is needed");
    }
    finishList();
    return lists;
  }

  private boolean startsList(long line, String named) throws IOException {
    if (groups.isPresent()) {
      return startsGroup(groups.get(), line, named);
    }
    if (named == null && queriesNeeded) {
      throw RowError.at(
          file,
          line,
          "no query; expected a qid, or a file %s.query or .group with the number of rows of each"
              + " query",
          TextFile.plain(file).getFileName());
    }
    return named == null || documents == 0 || !named.equals(query);
  }

  private boolean startsGroup(GroupSizes groups, long line, String named) throws IOException {
    boolean starts = left == 0;
    int group = lists.size() + (starts && documents > 0 ? 1 : 0);
    if (starts) {
      left = groups.sizes().get(group);
      if (documents > 0 && named != null && named.equals(query)) {
        throw RowError.at(
            file,
            line,
            "query %s goes on, but %s says that it ends one line before",
            named,
            groups.place(group - 1));
      }
    } else if (!Objects.equals(named, query)) {
      throw RowError.at(
          file,
          line,
          "%s, but %s says that the row belongs to those of %s before it",
          named(named),
          groups.place(group),
          named(query));
    }
    return starts;
  }

  private static String named(String query) {
    return query == null ? "no query" : "query " + query;
  }

  private void checkNew(long line, String named) throws IOException {
    Long before = lastLines.get(named);
    if (before != null) {
      throw RowError.at(
          file,
          line,
          "query %s comes back after its rows ended at line %s; the rows of a query must stand"
              + " together",
          named,
          before);
    }
  }

  private void finishList() throws IOException {
    if (documents == 0) {
      return;
    }
    int width = leastWidth;
    int end = ends[documents - 1];
    for (int i = 0; i < end; i++) {
      width = Math.max(width, columns[i] + 1);
    }
    String name = query == null ? Integer.toString(lists.size() + 1) : query;
    if ((long) documents * width > Integer.MAX_VALUE - 8) {
      throw RowError.at(
          file,
          lastLine,
          "query %s has %s documents with %s features, at most %s numbers are allowed",
          name,
          documents,
          width,
          Integer.MAX_VALUE - 8);
    }
    float[] dense = new float[documents * width];
    if (absent != 0) {
      Arrays.fill(dense, absent);
    }
    for (int document = 0, i = 0; document < documents; document++) {
      for (; i < ends[document]; i++) {
        dense[document * width + columns[i]] = values[i];
      }
    }
    lists.add(new RankedList(name, Arrays.copyOf(grades, documents), width, dense));
    if (query != null) {
      lastLines.put(query, lastLine);
    }
    documents = 0;
  }
}
