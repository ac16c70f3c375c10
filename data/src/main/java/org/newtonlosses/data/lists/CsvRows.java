package org.newtonlosses.data.lists;

import com.google.common.base.Ascii;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
      Iterator<CSVRecord> records = parser.iterator();
      try {
        return read(parser, records);
      } catch (UncheckedIOException e) {
        throw RowError.at(file, parser.getCurrentLineNumber(), "%s", e.getCause().getMessage());
      }
    }
  }

  private Table read(CSVParser parser, Iterator<CSVRecord> records) throws IOException {
    if (!records.hasNext()) {
      throw new IOException(file + ": empty, expected a header with the names of the columns");
    }
    List<String> header = records.next().stream().map(String::strip).toList();
    checkHeader(header);
    int query = find(header, "query", options.queryColumn(), QUERY_NAMES);
    int grade = find(header, "grade", options.gradeColumn(), GRADE_NAMES);
    if (query < 0 && options.labelled() && groups.isEmpty()) {
      throw missing(header, "query", QUERY_NAMES);
    }
    if (grade < 0 && options.labelled()) {
      throw missing(header, "grade", GRADE_NAMES);
    }
    List<String> features = new ArrayList<>(header);
    features.removeAll(
        Arrays.asList(query < 0 ? "" : header.get(query), grade < 0 ? "" : header.get(grade)));
    if (features.isEmpty()) {
      throw RowError.at(file, 1, "no features, at least 1 column of them is needed");
    }
    FeatureColumns columns = known.orElseGet(() -> new FeatureColumns(features));
    int[] positions = header.stream().mapToInt(columns.names()::indexOf).toArray();
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
    ListAssembler lists =
        new ListAssembler(file, groups, options.labelled(), columns.size(), Float.NaN);
    while (records.hasNext()) {
      CSVRecord record = records.next();
      if (record.size() == 1 && record.get(0).isBlank()) {
        continue;
      }
      long line = parser.getCurrentLineNumber();
      if (record.size() != header.size()) {
        throw RowError.at(
            file, line, "%s values, expected %s as in the header", record.size(), header.size());
      }
      lists.row(
          line,
          query < 0 ? null : query(line, record.get(query)),
          grade < 0 || !options.labelled() ? 0 : Grades.parse(file, line, record.get(grade)));
      for (int i = 0; i < positions.length; i++) {
        if (positions[i] >= 0 && i != query && i != grade) {
          feature(lists, line, header.get(i), positions[i], record.get(i).strip());
        }
      }
    }
    List<String> unknown = new ArrayList<>(features);
    unknown.removeAll(columns.names());
    return new Table(new RankedLists(columns, lists.finish()), unknown, true);
  }

  private void checkHeader(List<String> header) throws IOException {
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

  private int find(List<String> header, String what, Optional<String> chosen, List<String> usual)
      throws IOException {
    if (chosen.isPresent()) {
      int found = header.indexOf(chosen.get());
      if (found < 0 && options.labelled()) {
        throw missing(header, what, List.of(chosen.get()));
      }
      return found;
    }
    List<String> there = usual.stream().filter(header::contains).toList();
    if (there.size() > 1) {
      // The other one would be a feature that gives the grade away.
      throw RowError.at(
          file,
          1,
          "columns %s could each be the %s, say which it is",
          String.join(" and ", there),
          what);
    }
    return there.isEmpty() ? -1 : header.indexOf(there.get(0));
  }

  private IOException missing(List<String> header, String what, List<String> names) {
    return RowError.at(
        file,
        1,
        "no column of the %s: expected %s, found %s",
        what,
        String.join(" or ", names),
        RankedListsReader.some(header));
  }

  private String query(long line, String text) throws IOException {
    String query = text.strip();
    if (query.isEmpty()) {
      throw RowError.at(file, line, "no query");
    }
    return query;
  }

  private void feature(ListAssembler lists, long line, String name, int position, String text)
      throws IOException {
    if (text.isEmpty() || Ascii.equalsIgnoreCase(text, "nan")) {
      return;
    }
    float value = FiniteNumber.parse(text);
    if (Float.isNaN(value)) {
      throw RowError.at(
          file,
          line,
          "%s is %s, finite numbers are allowed, or nothing where it is missing",
          name,
          RowError.quote(text));
    }
    lists.feature(position, value);
  }
}
