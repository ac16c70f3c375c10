package org.newtonlosses.data.digits;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One of the four files of MNIST, and of every data set that takes its place (Fashion-MNIST, …).
 */
public enum MnistFile {
  /** Images for training and validation, [60000, 28, 28] in MNIST. */
  TRAIN_IMAGES("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb"),
  /** Their labels. */
  TRAIN_LABELS("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624"),
  /** Images for the test, [10000, 28, 28] in MNIST. */
  TEST_IMAGES("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"),
  /** Their labels. */
  TEST_LABELS("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637");

  private final String fileName;
  private final String md5;

  MnistFile(String fileName, String md5) {
    this.fileName = fileName;
    this.md5 = md5;
  }

  /** Returns the name of the uncompressed file. */
  public String fileName() {
    return fileName;
  }

  /** Returns the md5 sum of MNIST's own file, uncompressed. */
  public String md5() {
    return md5;
  }

  static ImmutableList<String> fileNames() {
    return Arrays.stream(values()).map(MnistFile::fileName).collect(toImmutableList());
  }

  static ImmutableMap<MnistFile, String> publishedMd5() {
    return Maps.toMap(Arrays.asList(values()), MnistFile::md5);
  }

  /**
   * Finds this file in a folder, plain or, failing that, with the ending .gz.
   *
   * @throws IOException if the folder has neither
   */
  public Path find(Path folder) throws IOException {
    Path plain = folder.resolve(fileName);
    Path gzip = folder.resolve(fileName + ".gz");
    if (Files.isRegularFile(plain)) {
      return plain;
    }
    if (Files.isRegularFile(gzip)) {
      return gzip;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder");
    }
    throw new IOException(
        "%s: found neither %s nor %s.gz; a data folder holds the four idx files of MNIST"
            .formatted(folder, fileName, fileName));
  }
}
