package org.newtonlosses.data.digits;

import com.google.common.primitives.Bytes;
import com.google.common.primitives.Ints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes idx files for tests. */
final class IdxFiles {
  private IdxFiles() {}

  /** Returns an idx file of the given sizes around the elements, whatever their number. */
  static byte[] idx(byte[] elements, int... shape) {
    byte[] header = {0, 0, 8, (byte) shape.length};
    byte[] sizes =
        Bytes.concat(Arrays.stream(shape).mapToObj(Ints::toByteArray).toArray(byte[][]::new));
    return Bytes.concat(header, sizes, elements);
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** Returns the idx file of the images of some digits. */
  static byte[] images(DigitSet digits) {
    byte[] elements = new byte[digits.size() * DigitSet.PIXELS];
    for (int i = 0; i < digits.size(); i++) {
      digits.copyImage(i, elements, i * DigitSet.PIXELS, DigitSet.SIDE);
    }
    return idx(elements, digits.size(), DigitSet.SIDE, DigitSet.SIDE);
  }

  /** Returns the idx file of their labels. */
  static byte[] labels(DigitSet digits) {
    byte[] elements = new byte[digits.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (byte) digits.label(i);
    }
    return idx(elements, elements.length);
  }

  /** Writes the four files of a data set like MNIST into a folder. */
  static void writeFolder(Path folder, DigitSet training, DigitSet test) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(MnistFile.TRAIN_IMAGES.fileName()), images(training));
    Files.write(folder.resolve(MnistFile.TRAIN_LABELS.fileName()), labels(training));
    Files.write(folder.resolve(MnistFile.TEST_IMAGES.fileName()), images(test));
    Files.write(folder.resolve(MnistFile.TEST_LABELS.fileName()), labels(test));
  }
}
