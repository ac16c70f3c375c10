package org.newtonlosses.data.lists;

import com.google.common.base.Ascii;
import com.google.common.primitives.ImmutableIntArray;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Comma-separated values as RFC 4180 has them, with a header. One column is the query, one the
 * grade, all others are features; empty or {@code NaN} where one is missing.
 */
final class CsvRows {
  private static final List<String> QUERY_NAMES = List.of("qid", "query", "query_id");
  private static final List<String> GRADE_NAMES = List.of("grade", "label", "relevance");

  private final Path file;
  private final Optional<GroupSizes> groups;
  private final RankedListsReader options;
  private final Optional<FeatureColumns> known;

  CsvRows(
      Path file,
      Optional<GroupSizes> groups,
      RankedListsReader options,
      Optional<FeatureColumns> known) {
    this.file = file;
    this.groups = groups;
    this.options = options;
    this.known = known;
  }

  Table read(BufferedReader reader) throws IOException {
    try (CSVParser parser =
        CSVParser.builder().setReader(reader).setFormat(CSVFormat.RFC4180).get()) {
      return read(parser, parser.iterator());
    }
  }

  private Table read(CSVParser parser, Iterator<CSVRecord> records) throws IOException {
    if (!hasNext(records, 1)) {
      throw new IOException(file + ": empty, expected a header with the names of the columns");
    }
    Header header = header(records.next().stream().map(String::strip).toList());
    ListAssembler lists =
        new ListAssembler(file, groups, options.labelled(), header.columns.size(), Float.NaN);
    // Where a record begins; the parser only knows where it ends.
    long line = parser.getCurrentLineNumber() + 1;
    for (; hasNext(records, line); line = parser.getCurrentLineNumber() + 1) {
      CSVRecord record = records.next();
      if (record.size() > 1 || !record.get(0).isBlank()) {
        row(line, record, header, lists);
      }
    }
    return new Table(new RankedLists(header.columns, lists.finish()), header.unknown, true);
  }

  /**
   * What is in which column.
   *
   * @param names of all columns
   * @param query where the query is, −1 if nowhere
   * @param grade where the grade is, −1 if nowhere
   * @param columns the features
   * @param positions of each feature its place in the file
   * @param unknown the features that are left out
   */
  private record Header(
      List<String> names,
      int query,
      int grade,
      FeatureColumns columns,
      ImmutableIntArray positions,
      List<String> unknown) {}

  private Header header(List<String> names) throws IOException {
    checkNames(names);
    int query = find(names, "query", options.queryColumn(), QUERY_NAMES, groups.isEmpty());
    int grade = find(names, "grade", options.gradeColumn(), GRADE_NAMES, true);
    List<String> features = new ArrayList<>(names);
    features.removeIf(name -> names.indexOf(name) == query || names.indexOf(name) == grade);
    features.removeAll(options.ignoredColumns());
    if (features.isEmpty()) {
      throw RowError.at(file, 1, "no features, at least 1 column of them is needed");
    }
    FeatureColumns columns = known.orElseGet(() -> new FeatureColumns(features));
    List<String> lacking = new ArrayList<>(columns.names());
    lacking.removeAll(features);
    if (!lacking.isEmpty()) {
      throw RowError.at(
          file,
          1,
          "no column %s, expected all %s features that were learnt from",
          RankedListsReader.some(lacking),
          columns.size());
    }
    features.removeAll(columns.names());
    return new Header(
        names,
        query,
        grade,
        columns,
        ImmutableIntArray.copyOf(columns.names().stream().mapToInt(names::indexOf)),
        features);
  }

  private void row(long line, CSVRecord record, Header header, ListAssembler lists)
      throws IOException {
    if (record.size() != header.names.size()) {
      throw RowError.at(
          file,
          line,
          "%s values, expected %s as in the header",
          record.size(),
          header.names.size());
    }
    lists.row(
        line,
        header.query < 0 ? null : query(line, record.get(header.query)),
        options.labelled() ? Grades.parse(file, line, record.get(header.grade)) : 0);
    for (int i = 0; i < header.positions.length(); i++) {
      String text = record.get(header.positions.get(i)).strip();
      if (!text.isEmpty() && !Ascii.equalsIgnoreCase(text, "nan")) {
        lists.feature(i, feature(line, header.columns.names().get(i), text));
      }
    }
  }

  private boolean hasNext(Iterator<CSVRecord> records, long line) throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof CSVException)) {
        throw e.getCause();
      }
      throw RowError.at(
          file,
          line,
          "no comma-separated values as RFC 4180 has them: %s",
          e.getCause().getMessage());
    }
  }

  private void checkNames(List<String> header) throws IOException {
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (name.isEmpty()) {
        throw RowError.at(file, 1, "column %s has no name", seen.size() + 1);
      }
      if (!seen.add(name)) {
        throw RowError.at(file, 1, "two columns are named %s", RowError.quote(name));
      }
    }
  }

  private int find(
      List<String> header, String what, Optional<String> chosen, List<String> usual, boolean needed)
      throws IOException {
    List<String> names = chosen.map(List::of).orElse(usual);
    List<String> features = known.map(FeatureColumns::names).orElse(List.of());
    List<String> there =
        names.stream().filter(name -> header.contains(name) && !features.contains(name)).toList();
    if (there.size() > 1) {
      // The other one would be a feature that gives the grade away.
      throw RowError.at(
          file,
          1,
          "columns %s could each be the %s, say which it is",
          String.join(" and ", there),
          what);
    }
    if (there.isEmpty() && needed && options.labelled()) {
      throw RowError.at(
          file,
          1,
          "no column of the %s: expected %s, found %s",
          what,
          String.join(" or ", names),
          RankedListsReader.some(header));
    }
    return there.isEmpty() ? -1 : header.indexOf(there.get(0));
  }

  private String query(long line, String text) throws IOException {
    String query = text.strip();
    if (query.isEmpty() && options.labelled()) {
      throw RowError.at(file, line, "no query");
    }
    return query.isEmpty() ? null : query;
  }

  private float feature(long line, String name, String text) throws IOException {
    float value = FiniteNumber.parse(text);
    if (Float.isNaN(value)) {
      throw RowError.at(
          file,
          line,
          "%s is %s, finite numbers are allowed, or nothing where it is missing",
          name,
          RowError.quote(text));
    }
    return value;
  }
}
