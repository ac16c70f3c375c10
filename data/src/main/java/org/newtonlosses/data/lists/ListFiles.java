package org.newtonlosses.data.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The three files of a data set: to learn from, for validation and for the test.
 *
 * @param train to learn from
 * @param validation decides which model is kept
 * @param test for the reported numbers
 */
public record ListFiles(Path train, Path validation, Path test) {
  static final String TRAIN = "train";
  static final String VALIDATION = "vali";
  static final String TEST = "test";

  private static final List<String> ENDINGS = List.of(".txt", ".txt.gz", ".csv", ".csv.gz");

  /**
   * Returns the files of a folder: {@code train.txt}, {@code vali.txt} and {@code test.txt}, as
   * MSLR and Istella name them, each also {@code .csv} and {@code .gz}.
   *
   * @throws IOException if one is missing, or there in two formats
   */
  public static ListFiles in(Path folder) throws IOException {
    return new ListFiles(
        require(folder, TRAIN), require(folder, VALIDATION), require(folder, TEST));
  }

  /** Returns whether a folder has one of the files. */
  public static boolean areIn(Path folder) {
    return !candidates(folder, TRAIN).isEmpty()
        || !candidates(folder, VALIDATION).isEmpty()
        || !candidates(folder, TEST).isEmpty();
  }

  private static Path require(Path folder, String name) throws IOException {
    return find(folder, name)
        .orElseThrow(() -> new NoSuchFileException(folder.resolve(name + ".txt").toString()));
  }

  /**
   * Returns one of the files, if it is there.
   *
   * @param folder where it may be
   * @param name {@code train}, {@code vali} or {@code test}
   * @throws IOException if it is there in two formats
   */
  public static Optional<Path> find(Path folder, String name) throws IOException {
    List<Path> found = candidates(folder, name);
    if (found.size() > 1) {
      throw new IOException(
          "%s: both %s and %s, one of them is allowed"
              .formatted(folder, found.get(0).getFileName(), found.get(1).getFileName()));
    }
    return found.stream().findFirst();
  }

  private static List<Path> candidates(Path folder, String name) {
    List<Path> found = new ArrayList<>();
    for (String ending : ENDINGS) {
      Path file = folder.resolve(name + ending);
      if (Files.isRegularFile(file)) {
        found.add(file);
      }
    }
    return found;
  }
}
