package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.data.Splits;

class RankedListsReaderTest {
  private static final String LETOR =
      """
      2 qid:17 1:0.5 3:-2.5e-1 # document 4
      0 qid:17 2:1
      1 qid:x 3:7
      """;

  private static final List<String> READ =
      List.of("17: 2 [0.5, 0.0, -0.25]", "17: 0 [0.0, 1.0, 0.0]", "x: 1 [0.0, 0.0, 7.0]");

  @TempDir private Path folder;
  private final List<String> messages = new ArrayList<>();

  @Test
  void theFormatsAreEqual() throws IOException {
    assertThat(ListsOf.text(read("letor.txt", LETOR))).isEqualTo(READ);

    write("query.txt.query", "2\n\n 1 \n");
    write("group.txt.group", "2\r\n1\r\n");
    write("packed.txt.query", "2\n1");
    String rows = LETOR.replaceAll("qid:\\w+ ", "");
    List<String> numbered =
        READ.stream().map(r -> r.replace("17:", "1:").replace("x:", "2:")).toList();
    assertThat(ListsOf.text(read("query.txt", rows))).isEqualTo(numbered);
    assertThat(ListsOf.text(read("group.txt", rows))).isEqualTo(numbered);
    assertThat(ListsOf.text(read("packed.txt.gz", rows))).isEqualTo(numbered);
    // Both, and they agree.
    assertThat(ListsOf.text(read("query.txt", LETOR))).isEqualTo(READ);

    String csv =
        """
        1,qid,2,grade,3
        0.5,17,0,2,-0.25
        0,17,1,0,0.0
        0,x,0,1,7
        """;
    assertThat(ListsOf.text(read("a.csv", csv))).isEqualTo(READ);
    assertThat(ListsOf.text(read("a.csv.gz", csv))).isEqualTo(READ);
    assertThat(messages).isEmpty();
  }

  @Test
  void blanksDoNotMatter() throws IOException {
    assertThat(
            ListsOf.text(
                read(
                    "letor.txt",
                    "\uFEFF# a comment\r\n\r\n  2.0\tqid:17  3:-0.25\t1:.5 \t\r\n"
                        + "0 qid:17 2:1#no blank\r\n \t\r\n+1 qid:x 3:7E0")))
        .isEqualTo(READ);
    assertThat(
            ListsOf.text(
                read(
                    "a.csv",
                    "\uFEFF1, qid,\"2\",grade,3\r\n\r\n .5,17,\"0\", 2 ,-0.25\r\n0,17,1,0,0\r\n \r\n0,x,0,1,7")))
        .isEqualTo(READ);
  }

  @Test
  void indicesCountFromZeroIfThereIsAZero() throws IOException {
    RankedLists lists =
        read("a.txt", "1 qid:1 1:5\n0 qid:1 2:1\n2 qid:2 2:6\n2 qid:3 3:7 0:8\n0 qid:3 0:9 1:4\n");
    assertThat(lists.columns().names()).containsExactly("0", "1", "2", "3");
    assertThat(ListsOf.text(lists))
        .containsExactly(
            "1: 1 [0.0, 5.0, 0.0, 0.0]",
            "1: 0 [0.0, 0.0, 1.0, 0.0]",
            "2: 2 [0.0, 0.0, 6.0, 0.0]",
            "3: 2 [8.0, 0.0, 0.0, 7.0]",
            "3: 0 [9.0, 4.0, 0.0, 0.0]");
    assertThat(lists.feature(1, 0, 2)).isEqualTo(6);
    assertThat(lists.feature(1, 0, 3)).isZero();
  }

  @Test
  void numbersBeyondFloat32AreTheLargest() throws IOException {
    // As Istella has them.
    assertThat(ListsOf.text(read("a.txt", "1 qid:1 1:1.79769313486e+308 2:-2e38 3:9e37")))
        .containsExactly("1: 1 [1.0E38, -1.0E38, 9.0E37]");
    assertThat(ListsOf.text(read("a.csv", "qid,grade,x\n1,1,-1e39\n")))
        .containsExactly("1: 1 [-1.0E38]");
  }

  @Test
  void listsOfOneDocument() throws IOException {
    RankedLists lists = read("a.txt", "0 qid:1 1:1\n0 qid:2 1:2\n0 qid:3 1:3\n");
    assertThat(lists.size()).isEqualTo(3);
    assertThat(lists.longest()).isEqualTo(1);
  }

  @Test
  void manyDocumentsAndFeatures() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int document = 0; document < 300; document++) {
      rows.append("0 qid:1 ").append(50 * document + 1).append(':').append(document);
      for (int i = 1; i < 10; i++) {
        rows.append(' ').append(50 * document + 1 + i).append(':').append(i);
      }
      rows.append('\n');
    }
    RankedLists lists = read("a.txt", rows + "0 qid:2 99999:1");
    assertThat(lists.length(0)).isEqualTo(300);
    assertThat(lists.columns().size()).isEqualTo(99_999);
    assertThat(lists.feature(0, 299, 50 * 299)).isEqualTo(299);
    assertThat(lists.feature(0, 298, 50 * 298 + 9)).isEqualTo(9);
    assertThat(lists.feature(0, 298, 50 * 299)).isZero();
    assertThat(lists.feature(1, 0, 99_998)).isEqualTo(1);
  }

  @Test
  void missingFeaturesOfCsv() throws IOException {
    assertThat(
            ListsOf.text(
                read(
                    "a.csv",
                    "query_id,relevance,\"price, net\",x\n1,1,,NaN\n1,0,\"\",nan\n2,0, 4 ,\"5\"\n")))
        .containsExactly("1: 1 [NaN, NaN]", "1: 0 [NaN, NaN]", "2: 0 [4.0, 5.0]");
  }

  @Test
  void columnsOfCsvAreChosen() throws IOException {
    Path file = write("a.csv", "label,grade,session,qid\n1,7,a,9\n");
    RankedLists lists =
        RankedListsReader.forLearning()
            .queryColumn("session")
            .gradeColumn("label")
            .read(file, Optional.empty(), messages::add);
    assertThat(lists.columns().names()).containsExactly("grade", "qid");
    assertThat(ListsOf.text(lists)).containsExactly("a: 1 [7.0, 9.0]");
  }

  @Test
  void csvWithGroupSizesNeedsNoQuery() throws IOException {
    write("a.csv.query", "2\n1\n");
    assertThat(ListsOf.text(read("a.csv", "grade,x\n1,1\n0,2\n0,3\n")))
        .containsExactly("1: 1 [1.0]", "1: 0 [2.0]", "2: 0 [3.0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x qid:1 1:2                | 1: grade 'x', whole numbers 0 … 31 are allowed",
        "1.5 qid:1 1:2              | 1: grade '1.5', whole numbers 0 … 31 are allowed",
        "-1 qid:1 1:2               | 1: grade '-1', whole numbers 0 … 31 are allowed",
        "32 qid:1 1:2               | 1: grade '32', whole numbers 0 … 31 are allowed",
        "NaN qid:1 1:2              | 1: grade 'NaN', whole numbers 0 … 31 are allowed",
        "qid:1 1:2                  | 1: grade 'qid:1', whole numbers 0 … 31 are allowed",
        "1 qid: 1:2                 | 1: qid: without a query, expected as in qid:17",
        "1 #qid:1 1:2               | 1: no query; expected a qid, or a file a.txt.query or .group with the number of rows of each query",
        "1 1:2                      | 1: no query; expected a qid, or a file a.txt.query or .group with the number of rows of each query",
        "1 1:2 qid:1                | 1: no query; expected a qid, or a file a.txt.query or .group with the number of rows of each query",
        "1 qid:1 2:1 qid:1          | 1: 'qid:1', expected index:value with an index 0 … 99999",
        "1 qid:1 1:2 3              | 1: '3', expected index:value with an index 0 … 99999",
        "1 qid:1 :2                 | 1: ':2', expected index:value with an index 0 … 99999",
        "1 qid:1 -1:2               | 1: '-1:2', expected index:value with an index 0 … 99999",
        "1 qid:1 1.0:2              | 1: '1.0:2', expected index:value with an index 0 … 99999",
        "1 qid:1 100000:2           | 1: '100000:2', expected index:value with an index 0 … 99999",
        "1 qid:1 4294967297:2       | 1: '4294967297:2', expected index:value with an index 0 … 99999",
        "1 qid:1 1: 2:2             | 1: feature 1 is '', finite numbers are allowed",
        "1 qid:1 1:a                | 1: feature 1 is 'a', finite numbers are allowed",
        "1 qid:1 1:1f               | 1: feature 1 is '1f', finite numbers are allowed",
        "1 qid:1 1:0x1p3            | 1: feature 1 is '0x1p3', finite numbers are allowed",
        "1 qid:1 1:1e               | 1: feature 1 is '1e', finite numbers are allowed",
        "1 qid:1 1:2:3              | 1: feature 1 is '2:3', finite numbers are allowed",
        "1 qid:1 1:nan              | 1: feature 1 is 'nan', finite numbers are allowed",
        "1 qid:1 1:-inf             | 1: feature 1 is '-inf', finite numbers are allowed",
        "1 qid:1 2:1 1:1 2:1        | 1: feature 2 is there twice",
        "1 qid:1 1:x23456789012345678901234567890123456789012 | 1: feature 1 is 'x23456789012345678901234567890123456789…', finite numbers are allowed",
        "1 qid:1 1:1/0 qid:1 1:1/x  | 3: grade 'x', whole numbers 0 … 31 are allowed",
        "1 qid:1 1:1//1 qid:2 1:1/1 qid:3 1:1/0 qid:1 | 5: query 1 comes back after its rows ended at line 1; the rows of a query must stand together",
      })
  void brokenRowsAreNamed(String rows, String message) throws IOException {
    assertThatThrownBy(() -> read("a.txt", rows.replace('/', '\n')))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(folder.resolve("a.txt") + ":" + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "grade,x/1,2                | 1: no column of the query: expected qid or query or query_id, found grade, x",
        "qid,x/1,2                  | 1: no column of the grade: expected grade or label or relevance, found qid, x",
        "qid,a,b,c,d,e/1,2          | 1: no column of the grade: expected grade or label or relevance, found qid, a, b, c, d, …",
        "qid,grade,label/1,2,3      | 1: columns grade and label could each be the grade, say which it is",
        "qid,query,grade/1,2,3      | 1: columns qid and query could each be the query, say which it is",
        "qid,grade/1,2              | 1: no features, at least 1 column of them is needed",
        "qid,grade,x,x/1,2,3,4      | 1: two columns are named 'x'",
        "qid,grade,,x/1,2,3,4       | 1: column 3 has no name",
        "qid,grade,x/1,2            | 2: 2 values, expected 3 as in the header",
        "qid,grade,x/1,2,3//1,2,3,4 | 4: 4 values, expected 3 as in the header",
        "qid,grade,x/1,2,3/1,2,a    | 3: x is 'a', finite numbers are allowed, or nothing where it is missing",
        "qid,grade,x/1,2,inf        | 2: x is 'inf', finite numbers are allowed, or nothing where it is missing",
        "qid,grade,x/1,2.5,1        | 2: grade '2.5', whole numbers 0 … 31 are allowed",
        "qid,grade,x/1,,1           | 2: grade '', whole numbers 0 … 31 are allowed",
        "qid,grade,x/,1,1           | 2: no query",
        "qid,grade,x/1,1,1/2,1,1/1,1,1 | 4: query 1 comes back after its rows ended at line 2; the rows of a query must stand together",
        "qid,grade,x/\"a/b\",1,1/c,x,1 | 4: grade 'x', whole numbers 0 … 31 are allowed",
      })
  void brokenCsvIsNamed(String rows, String message) throws IOException {
    assertThatThrownBy(() -> read("a.csv", rows.replace('/', '\n')))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(folder.resolve("a.csv") + ":" + message);
  }

  @Test
  void brokenQuotesAreNamed() {
    assertThatIOException()
        .isThrownBy(() -> read("a.csv", "qid,grade,x\n1,1,1\n1,1,\"1\"2\n"))
        .withMessageStartingWith(
            folder.resolve("a.csv") + ":3: no comma-separated values as RFC 4180 has them: ");
    assertThatIOException()
        .isThrownBy(() -> read("a.csv", "qid,grade,\"x\n1,1,1\n"))
        .withMessageStartingWith(
            folder.resolve("a.csv") + ":1: no comma-separated values as RFC 4180 has them: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n"})
  void filesWithoutRowsAreRefused(String text) {
    assertThatIOException()
        .isThrownBy(() -> read("a.txt", text))
        .withMessage(folder.resolve("a.txt") + ": no rows, at least 1 is needed");
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> read("a.csv", ""))
        .withMessage(
            folder.resolve("a.csv") + ": empty, expected a header with the names of the columns");
    assertThatIOException()
        .isThrownBy(() -> read("a.csv", "qid,grade,x\n"))
        .withMessage(folder.resolve("a.csv") + ": no rows, at least 1 is needed");
    assertThatIOException()
        .isThrownBy(() -> read("a.txt", "1 qid:1\n"))
        .withMessage(folder.resolve("a.txt") + ": no features, at least 1 is needed");
    assertThatIOException()
        .isThrownBy(() -> read(folder))
        .withMessage(folder + ": is a folder, expected a file");
    assertThatThrownBy(() -> read(folder.resolve("none")))
        .isExactlyInstanceOf(NoSuchFileException.class)
        .hasMessage(folder.resolve("none").toString());
    Path gzip = folder.resolve("a.txt.gz");
    Files.writeString(gzip, LETOR);
    assertThatIOException()
        .isThrownBy(() -> read(gzip))
        .withMessage(gzip + ": no gzip file: Not in GZIP format");
    for (String name : List.of("b.txt.gz", "b.csv.gz")) {
      Path cut = write(name, "qid,grade,x\n" + "1,2,3\n".repeat(100));
      Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 30));
      assertThatIOException()
          .isThrownBy(() -> read(cut))
          .withMessage(cut + ": damaged: Unexpected end of ZLIB input stream");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2/2     | {a} has 3 rows, but the 2 sizes in {q} add up to 4",
        "2       | {a} has 3 rows, but the 1 sizes in {q} add up to 2",
        "1/1     | {a} has 3 rows, but the 2 sizes in {q} add up to 2",
        "2//0    | {q}:3: '0' rows of a query, whole numbers from 1 are allowed",
        "2/1.0   | {q}:2: '1.0' rows of a query, whole numbers from 1 are allowed",
        "2 1     | {q}:1: '2 1' rows of a query, whole numbers from 1 are allowed",
      })
  void badGroupSizesAreNamed(String sizes, String message) throws IOException {
    Path query = write("a.txt.query", sizes.replace('/', '\n'));
    String rows = "1 1:1\n0 1:2\n2 1:3\n";
    assertThatIOException()
        .isThrownBy(() -> read("a.txt", rows))
        .withMessage(
            message
                .replace("{a}", folder.resolve("a.txt").toString())
                .replace("{q}", query.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5,5,6 | 1/2   | 2: query 5 goes on, but {q}:1 says that it ends one line before",
        "5,6,6 | 2/1   | 2: query 6, but {q}:1 says that the row belongs to those of query 5 before it",
        "5,6,7 | 1//2  | 3: query 7, but {q}:3 says that the row belongs to those of query 6 before it",
        "5,,6  | 2/1   | 2: no query, but {q}:1 says that the row belongs to those of query 5 before it",
        ",5,6  | 2/1   | 2: query 5, but {q}:1 says that the row belongs to those of no query before it",
      })
  void groupSizesAndQueriesMustAgree(String queries, String sizes, String message)
      throws IOException {
    Path group = write("a.txt.group", sizes.replace('/', '\n'));
    StringBuilder rows = new StringBuilder();
    for (String query : queries.split(",", -1)) {
      rows.append(query.isEmpty() ? "1 1:1\n" : "1 qid:%s 1:1\n".formatted(query));
    }
    assertThatIOException()
        .isThrownBy(() -> read("a.txt", rows.toString()))
        .withMessage(folder.resolve("a.txt") + ":" + message.replace("{q}", group.toString()));
  }

  @Test
  void twoFilesOfGroupSizesMustAgree() throws IOException {
    Path query = write("a.txt.query", "2\n1\n");
    Path group = write("a.txt.group", "\n2\n1");
    assertThat(read("a.txt", "1 1:1\n0 1:2\n2 1:3\n").size()).isEqualTo(2);
    write("a.txt.group", "1\n2\n");
    assertThatIOException()
        .isThrownBy(() -> read("a.txt", "1 1:1\n0 1:2\n2 1:3\n"))
        .withMessage(query + " and " + group + " differ, one of them is enough");
  }

  @Test
  void knownFeaturesAreTakenAndOthersLeftOut() throws IOException {
    Path file = write("a.txt", LETOR.replace(" 2:1", " 2:1 9:1 12:2"));
    FeatureColumns known = new FeatureColumns(List.of("3", "0", "1", "bm25"));
    RankedLists lists =
        RankedListsReader.forLearning().read(file, Optional.of(known), messages::add);
    assertThat(ListsOf.text(lists))
        .containsExactly(
            "17: 2 [-0.25, 0.0, 0.5, 0.0]",
            "17: 0 [0.0, 0.0, 0.0, 0.0]",
            "x: 1 [7.0, 0.0, 0.0, 0.0]");
    assertThat(lists.columns()).isEqualTo(known);
    assertThat(messages)
        .containsExactly(file + ": left out 3 features that were not learnt from: 2, 9, 12");

    assertThatIOException()
        .isThrownBy(
            () ->
                RankedListsReader.forLearning()
                    .read(
                        file,
                        Optional.of(new FeatureColumns(List.of("bm25", "price"))),
                        messages::add))
        .withMessage(file + ": has features 1, 2, 3, 9, 12, expected some of bm25, price");
    // No features at all: all of them are 0.
    assertThat(
            ListsOf.text(
                RankedListsReader.forLearning()
                    .read(write("b.txt", "1 qid:1\n"), Optional.of(known), messages::add)))
        .containsExactly("1: 1 [0.0, 0.0, 0.0, 0.0]");
  }

  @Test
  void knownColumnsOfCsv() throws IOException {
    Path file = write("a.csv", "b,label,c,qid,a\n1,2,x,3,4\n");
    FeatureColumns known = new FeatureColumns(List.of("a", "b"));
    assertThat(
            ListsOf.text(
                RankedListsReader.forLearning().read(file, Optional.of(known), messages::add)))
        .containsExactly("3: 2 [4.0, 1.0]");
    assertThat(messages)
        .containsExactly(file + ": left out 1 features that were not learnt from: c");

    assertThatIOException()
        .isThrownBy(
            () ->
                RankedListsReader.forLearning()
                    .read(
                        file,
                        Optional.of(new FeatureColumns(List.of("a", "d", "b", "e"))),
                        messages::add))
        .withMessage(file + ":1: no column d, e, expected all 4 features that were learnt from");
    // A name that was learnt from is a feature, whatever it is called.
    assertThat(
            ListsOf.text(
                RankedListsReader.forLearning()
                    .read(
                        write("b.csv", "qid,label,grade\n1,2,3\n"),
                        Optional.of(new FeatureColumns(List.of("grade"))),
                        messages::add)))
        .containsExactly("1: 2 [3.0]");
  }

  @Test
  void scoringNeedsNeitherGradesNorQueries() throws IOException {
    RankedListsReader reader = RankedListsReader.forScoring();
    FeatureColumns known = FeatureColumns.indices(1, 2);
    Path letor =
        write("a.txt", "1:1 2:2\n? 2:3\n9.5 qid:7 1:4\nqid:7 1:5\nqid:8 1:6\n1 qid:7 1:7\n");
    assertThat(ListsOf.text(reader.read(letor, Optional.of(known), messages::add)))
        .containsExactly(
            "1: 0 [1.0, 2.0]",
            "2: 0 [0.0, 3.0]",
            "7: 0 [4.0, 0.0]",
            "7: 0 [5.0, 0.0]",
            "8: 0 [6.0, 0.0]",
            "7: 0 [7.0, 0.0]");
    Path csv = write("a.csv", "2,1,grade\n1,2,x\n,3,y\n");
    assertThat(ListsOf.text(reader.read(csv, Optional.of(known), messages::add)))
        .containsExactly("1: 0 [2.0, 1.0]", "2: 0 [3.0, NaN]");
    Path some = write("b.csv", "2,1,qid\n1,2,a\n3,4,\n5,6,a\n");
    assertThat(ListsOf.text(reader.read(some, Optional.of(known), messages::add)))
        .containsExactly("a: 0 [2.0, 1.0]", "2: 0 [4.0, 3.0]", "a: 0 [6.0, 5.0]");
  }

  @Test
  void aDataSetOfThreeFiles() throws IOException {
    write("train.txt.gz", LETOR);
    write("vali.txt", "1 1:1 4:2\n");
    write("vali.txt.query", "1\n");
    write("test.csv", "qid,grade,1,2,3\n1,2,3,4,5\n");
    Splits<RankedLists> splits =
        RankedListsReader.forLearning().splits(ListFiles.in(folder), messages::add);
    assertThat(ListsOf.text(splits.train())).isEqualTo(READ);
    assertThat(ListsOf.text(splits.validation())).containsExactly("1: 1 [1.0, 0.0, 0.0]");
    assertThat(ListsOf.text(splits.test())).containsExactly("1: 2 [3.0, 4.0, 5.0]");
    assertThat(messages)
        .containsExactly(
            folder.resolve("vali.txt") + ": left out 1 features that were not learnt from: 4");
    assertThat(splits.provenance().source()).isEqualTo(folder.resolve("train.txt.gz").toString());
    assertThat(splits.provenance().md5())
        .containsOnlyKeys("train.txt.gz", "vali.txt", "vali.txt.query", "test.csv")
        // md5sum, of the uncompressed file
        .containsEntry("train.txt.gz", "ef67e08cb51b2fefa9d09448a49774ab");
  }

  @Test
  void filesOfTheSameNameAreToldApart() throws IOException {
    Path train = Files.createDirectory(folder.resolve("1")).resolve("data.txt");
    Path test = Files.createDirectory(folder.resolve("2")).resolve("data.txt");
    Files.writeString(train, LETOR);
    Files.writeString(test, LETOR);
    assertThat(
            RankedListsReader.forLearning()
                .splits(new ListFiles(train, test, test), messages::add)
                .provenance()
                .md5())
        .containsOnlyKeys(train.toString(), test.toString());
  }

  @Test
  void filesOfAFolderAreFound() throws IOException {
    assertThat(ListFiles.areIn(folder)).isFalse();
    write("vali.csv.gz", "");
    assertThat(ListFiles.areIn(folder)).isTrue();
    write("train.txt", "");
    assertThatThrownBy(() -> ListFiles.in(folder))
        .isExactlyInstanceOf(NoSuchFileException.class)
        .hasMessage(folder.resolve("test.txt").toString());
    write("test.csv", "");
    assertThat(ListFiles.in(folder))
        .isEqualTo(
            new ListFiles(
                folder.resolve("train.txt"),
                folder.resolve("vali.csv.gz"),
                folder.resolve("test.csv")));
    write("test.txt.gz", "");
    assertThatIOException()
        .isThrownBy(() -> ListFiles.in(folder))
        .withMessage(folder + ": both test.txt.gz and test.csv, one of them is allowed");
  }

  /** Random rows, read by {@code split} and a map, which is all that the format asks for. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void randomFilesAreReadAsByASimplerReader(int seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    int columns = 1 + random.nextInt(60);
    for (int query = 0; query < 20; query++) {
      int documents = 1 + random.nextInt(100) / 3;
      for (int document = 0; document < documents; document++) {
        text.append(random.nextInt(5)).append(" qid:").append(query * 31 % 97);
        int[] order = random.ints(0, columns).distinct().limit(random.nextInt(columns)).toArray();
        for (int column : order) {
          text.append(random.nextBoolean() ? " " : "\t")
              .append(column + 1)
              .append(':')
              .append((float) random.nextGaussian() * (random.nextBoolean() ? 1 : 1e6f));
        }
        text.append(random.nextBoolean() ? "\n" : " # docid = 4:7\r\n\n");
      }
    }
    RankedLists lists = read("a.txt", text.toString());
    List<String> rows =
        text.toString()
            .lines()
            .map(line -> line.replaceAll("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    int row = 0;
    for (int list = 0; list < lists.size(); list++) {
      for (int document = 0; document < lists.length(list); document++) {
        List<String> tokens = Splitter.onPattern("\\s+").splitToList(rows.get(row++));
        assertThat(lists.grade(list, document)).isEqualTo(Integer.parseInt(tokens.get(0)));
        assertThat("qid:" + lists.query(list)).isEqualTo(tokens.get(1));
        float[] expected = new float[lists.columns().size()];
        for (String token : tokens.subList(2, tokens.size())) {
          List<String> parts = Splitter.on(':').splitToList(token);
          expected[Integer.parseInt(parts.get(0)) - 1] = Float.parseFloat(parts.get(1));
        }
        float[] found = new float[expected.length];
        lists.copyFeatures(list, document, found, 0);
        assertThat(found).isEqualTo(expected);
      }
    }
    assertThat(row).isEqualTo(rows.size());
    assertThat(lists.size()).isEqualTo(20);
  }

  private RankedLists read(String name, String text) throws IOException {
    return read(write(name, text));
  }

  private RankedLists read(Path file) throws IOException {
    return RankedListsReader.forLearning().read(file, Optional.empty(), messages::add);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    if (!name.endsWith(".gz")) {
      return Files.writeString(file, text);
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
