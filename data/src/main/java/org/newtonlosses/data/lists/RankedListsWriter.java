package org.newtonlosses.data.lists;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.newtonlosses.data.Splits;
import org.newtonlosses.files.AtomicFiles;

/**
 * Writes lists as {@link RankedListsReader} reads them: each number as the shortest text that gives
 * the same float32.
 *
 * <p>svmlight has indices only: features are then numbered from 1. Zeros are written too, as the
 * field's sets have them.
 */
public final class RankedListsWriter {
  private RankedListsWriter() {}

  /**
   * Writes a folder with {@code train}, {@code vali} and {@code test}, {@code .txt} or {@code
   * .csv}, which appears when it is complete.
   *
   * @param lists what to write
   * @param folder must not exist, or be empty
   * @param format how
   * @throws IllegalArgumentException if a feature is missing and the format is not CSV
   * @throws IOException if the folder holds something or cannot be written
   */
  public static void write(Splits<RankedLists> lists, Path folder, ListFormat format)
      throws IOException {
    String ending = format == ListFormat.CSV ? ".csv" : ".txt";
    AtomicFiles.fillFolder(
        folder,
        partial -> {
          write(lists.train(), partial.resolve(ListFiles.TRAIN + ending), format);
          write(lists.validation(), partial.resolve(ListFiles.VALIDATION + ending), format);
          write(lists.test(), partial.resolve(ListFiles.TEST + ending), format);
        });
  }

  /**
   * Writes a file; for {@link ListFormat#QUERY} also {@code FILE.query}.
   *
   * @param lists what to write
   * @param file where to; replaced
   * @param format how
   * @throws IllegalArgumentException if a feature is missing and the format is not CSV
   * @throws IOException if it cannot be written
   */
  public static void write(RankedLists lists, Path file, ListFormat format) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      if (format == ListFormat.CSV) {
        writeCsv(lists, out);
      } else {
        writeSvmlight(lists, out, format == ListFormat.LETOR);
      }
    }
    if (format == ListFormat.QUERY) {
      try (BufferedWriter out =
          Files.newBufferedWriter(file.resolveSibling(file.getFileName() + ".query"))) {
        for (int list = 0; list < lists.size(); list++) {
          out.write(lists.length(list) + "\n");
        }
      }
    }
  }

  private static void writeSvmlight(RankedLists lists, BufferedWriter out, boolean qid)
      throws IOException {
    float[] row = new float[lists.columns().size()];
    for (int list = 0; list < lists.size(); list++) {
      for (int document = 0; document < lists.length(list); document++) {
        out.write(Integer.toString(lists.grade(list, document)));
        if (qid) {
          out.write(" qid:" + lists.query(list));
        }
        lists.copyFeatures(list, document, row, 0);
        for (int column = 0; column < row.length; column++) {
          checkArgument(
              !Float.isNaN(row[column]),
              "query %s lacks the feature %s, only CSV can leave it out",
              lists.query(list),
              lists.columns().names().get(column));
          out.write(" " + (column + 1) + ":" + text(row[column]));
        }
        out.write('\n');
      }
    }
  }

  private static void writeCsv(RankedLists lists, BufferedWriter out) throws IOException {
    float[] row = new float[lists.columns().size()];
    CSVPrinter printer =
        new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
    printer.print("qid");
    printer.print("grade");
    printer.printRecord(lists.columns().names());
    for (int list = 0; list < lists.size(); list++) {
      for (int document = 0; document < lists.length(list); document++) {
        printer.print(lists.query(list));
        printer.print(lists.grade(list, document));
        lists.copyFeatures(list, document, row, 0);
        for (float value : row) {
          printer.print(Float.isNaN(value) ? "" : text(value));
        }
        printer.println();
      }
    }
    printer.flush();
  }

  private static String text(float value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Integer.toString((int) value)
        : Float.toString(value);
  }
}
