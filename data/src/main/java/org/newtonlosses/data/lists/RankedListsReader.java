package org.newtonlosses.data.lists;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Splits;

/**
 * Reads tables to learn to rank from, in the field's formats:
 *
 * <ul>
 *   <li><b>svmlight</b>, also called LETOR: rows {@code grade qid:17 1:0.5 3:0.25 # comment}.
 *       Features are named by their indices, in any order; those left out are 0. Indices count from
 *       1, or from 0 if there is a 0.
 *   <li><b>svmlight with group sizes</b>: the rows have no qid, and a file beside them the number
 *       of rows of each query, one a line: {@code FILE.query} (LightGBM) or {@code FILE.group}
 *       (XGBoost). Where there are both they must agree.
 *   <li><b>CSV</b>, by the file's name, {@code .csv}: RFC 4180 with a header. The query's column is
 *       {@code qid}, {@code query} or {@code query_id}, the grade's {@code grade}, {@code label} or
 *       {@code relevance}, unless they are named; all others are features, empty or {@code NaN}
 *       where one is missing. Group sizes may stand beside it too.
 * </ul>
 *
 * <p>The rows of a query stand together. Grades are whole numbers 0 … 31, as LightGBM and XGBoost
 * take them. Features beyond ±10³⁸, as the largest double in Istella's sets, become that. Files are
 * UTF-8, or gzip of it where the name ends in {@code .gz}; blank lines are left out. They are read
 * line by line: memory is needed for the features alone.
 *
 * <pre>{@code
 * RankedLists train = RankedListsReader.forLearning().read(Path.of("train.txt"), Optional.empty(), System.err::println);
 * RankedLists test = RankedListsReader.forLearning().read(Path.of("test.txt"), Optional.of(train.columns()), System.err::println);
 * }</pre>
 *
 * @param queryColumn name of the query's column of CSV files, if it is not a usual one
 * @param gradeColumn name of the grade's column of CSV files, if it is not a usual one
 * @param ignoredColumns names of columns of CSV files that are not read, such as those of texts
 * @param labelled whether rows must have a query and a grade. If not, grades are 0, in CSV files
 *     both columns may be missing, in svmlight files the query, or the grade too; a row without a
 *     query is a list of its own, and the rows of a query may stand apart
 */
public record RankedListsReader(
    Optional<String> queryColumn,
    Optional<String> gradeColumn,
    Set<String> ignoredColumns,
    boolean labelled) {
  private static final int NAMES_SHOWN = 5;

  /** Copies the set. */
  public RankedListsReader {
    ignoredColumns = ImmutableSet.copyOf(ignoredColumns);
  }

  /** Returns a reader of what is learnt from or evaluated: with queries and grades. */
  public static RankedListsReader forLearning() {
    return new RankedListsReader(Optional.empty(), Optional.empty(), Set.of(), true);
  }

  /** Returns a reader of what is to be scored: grades are not read, queries may be missing. */
  public static RankedListsReader forScoring() {
    return new RankedListsReader(Optional.empty(), Optional.empty(), Set.of(), false);
  }

  /** Reads the query of CSV files from the column of this name. */
  public RankedListsReader queryColumn(String name) {
    return new RankedListsReader(Optional.of(name), gradeColumn, ignoredColumns, labelled);
  }

  /** Reads the grade of CSV files from the column of this name. */
  public RankedListsReader gradeColumn(String name) {
    return new RankedListsReader(queryColumn, Optional.of(name), ignoredColumns, labelled);
  }

  /** Does not read the columns of these names in CSV files. */
  public RankedListsReader ignoringColumns(Set<String> names) {
    return new RankedListsReader(queryColumn, gradeColumn, names, labelled);
  }

  /**
   * Reads a file.
   *
   * @param file the rows
   * @param known the features that are wanted, as a model has learnt them; if empty, all that the
   *     file has
   * @param messages told, in one line, which features were left out
   * @throws IOException if a row is not as it must be; the message names file, line and what was
   *     found. Also if the file has none of the known features or, for CSV, lacks one
   */
  public RankedLists read(Path file, Optional<FeatureColumns> known, Consumer<String> messages)
      throws IOException {
    Table table;
    try (BufferedReader reader = TextFile.open(file)) {
      Optional<GroupSizes> groups = GroupSizes.besides(file);
      table =
          TextFile.plain(file).toString().endsWith(".csv")
              ? new CsvRows(file, groups, this, known).read(reader)
              : new SvmlightRows(file, groups, labelled, known).read(reader);
    } catch (EOFException | ZipException e) {
      throw new IOException("%s: damaged: %s".formatted(file, e.getMessage()), e);
    }
    List<String> unknown = table.unknown();
    if (!unknown.isEmpty()) {
      if (!table.anyKnown()) {
        throw new IOException(
            "%s: has features %s, expected some of %s"
                .formatted(file, some(unknown), some(table.lists().columns().names())));
      }
      messages.accept(
          "%s: left out %d features that were not learnt from: %s"
              .formatted(file, unknown.size(), some(unknown)));
    }
    return table.lists();
  }

  /**
   * Reads the three files of a data set. The features are those of the first.
   *
   * @param files where they are
   * @param messages told, in a line each, which features were left out
   * @throws IOException as {@link #read}
   */
  public Splits<RankedLists> splits(ListFiles files, Consumer<String> messages) throws IOException {
    RankedLists train = read(files.train(), Optional.empty(), messages);
    Optional<FeatureColumns> columns = Optional.of(train.columns());
    return new Splits<>(
        train,
        read(files.validation(), columns, messages),
        read(files.test(), columns, messages),
        provenance(
            "tables of ranked lists", List.of(files.train(), files.validation(), files.test())));
  }

  /**
   * Returns where lists come from: the md5 sums of files, and of the group sizes beside them.
   *
   * @param name of the data set
   * @param tables at least one
   * @throws IOException if one cannot be read
   */
  public static DataProvenance provenance(String name, List<Path> tables) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (Path table : tables) {
      files.add(table);
      GroupSizes.besides(table).ifPresent(sizes -> files.add(sizes.file()));
    }
    // The names alone, so that a folder may move, unless they are the same in two folders.
    boolean distinct = files.stream().map(Path::getFileName).distinct().count() == files.size();
    ImmutableMap.Builder<String, String> md5 = ImmutableMap.builder();
    for (Path file : files) {
      md5.put((distinct ? file.getFileName() : file).toString(), TextFile.md5(file));
    }
    return new DataProvenance(
        name,
        tables.get(0).toAbsolutePath().normalize().toString(),
        md5.buildOrThrow(),
        false,
        "unknown: see the files' origin for authors and licence");
  }

  static String some(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
    return names.size() > NAMES_SHOWN ? shown + ", …" : shown;
  }
}
