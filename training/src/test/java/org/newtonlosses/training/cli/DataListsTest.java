package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code newton data} does with tables to learn to rank from. */
class DataListsTest {
  private static final String GENERATE =
      "data generate lists --train 30 --validation 4 --test 5 --shortest 2 --longest 6 --features 3";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"letor, train.txt", "query, train.txt.query", "csv, train.csv"})
  void tablesAreGeneratedAndShown(String format, String file) {
    Path out = folder.resolve("lists");
    Cli generated = Cli.run(GENERATE + " --format %s --out %s".formatted(format, out));
    assertThat(generated.err()).isEmpty();
    assertThat(generated.code()).isZero();
    assertThat(generated.out())
        .startsWith("wrote " + out)
        .containsPattern(" train +validation +test")
        .containsPattern("\n  lists +30 +4 +5\\R")
        .containsPattern("\n    of a list +2 to 6 +\\d to \\d +\\d to \\d\\R")
        .containsPattern("\n  grade 0 +\\d+\\.\\d % +\\d+\\.\\d % +\\d+\\.\\d %\\R")
        .contains("  3 features, ");
    assertThat(out.resolve(file)).isRegularFile();

    Cli info = Cli.run("data info --data-dir " + out);
    assertThat(info.code()).as(info.err()).isZero();
    assertThat(info.out())
        .startsWith(out + ": tables of ranked lists")
        .containsPattern("\n  " + file + " +md5 \\p{XDigit}{32}\\R")
        // What was said of them when they were generated.
        .endsWith(generated.out().replaceFirst("wrote .*\\R", ""));
  }

  @Test
  void aTableOfOnesOwnIsShown() throws IOException {
    Path file = folder.resolve("mine.csv");
    Files.writeString(file, "qid,label,x,y\n1,0,1,\n1,0,3,4\n2,1,5,6\n3,0,7,8\n3,2,,10\n");
    Cli cli = Cli.run("data info --data-dir " + file);
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out().lines())
        .containsExactly(
            file + ": a table of ranked lists",
            "                            mine.csv",
            "  lists                            3",
            "  documents                        5",
            "    of a list                 1 to 2",
            "  grade 0                     60.0 %",
            "  grade 1                     20.0 %",
            "  grade 2                     20.0 %",
            "  lists of one grade               2",
            "    of grade 0                     1",
            "  missing features            20.0 %",
            "  2 features, 0 of them with heavy tails");
  }

  @Test
  void brokenTablesAreNamed() throws IOException {
    Path train = folder.resolve("train.txt");
    Files.writeString(train, "1 qid:1 1:x\n");
    Files.writeString(folder.resolve("vali.txt"), "1 qid:1 1:1\n");
    Cli incomplete = Cli.run("data info --data-dir " + folder);
    assertThat(incomplete.code()).isEqualTo(1);
    assertThat(incomplete.err())
        .isEqualToNormalizingNewlines(
            "newton: " + folder.resolve("test.txt") + ": no such file or folder\n");

    Files.writeString(folder.resolve("test.txt"), "1 qid:1 1:1\n");
    Cli broken = Cli.run("data info --data-dir " + folder);
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err())
        .isEqualToNormalizingNewlines(
            "newton: " + train + ":1: feature 1 is 'x', finite numbers are allowed\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data generate                          | a data set is missing, one of terrain, lists",
        "data generate list --out x             | unknown command list; did you mean lists?",
        "data generate lists                    | missing required option: --out=DIR",
        "data generate lists --out x --format a | format must be one of letor, query, csv, found a",
        "data generate lists --out x --train 0  | 0 lists, at least 1 is allowed",
        "data generate lists --out x --height 3 | unknown option --height",
      })
  void badUsage(String line, String message) {
    Cli cli = Cli.run(line);
    assertThat(cli.err()).startsWith("newton: " + message).hasLineCount(1);
    assertThat(cli.code()).isEqualTo(2);
  }
}
