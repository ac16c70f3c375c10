package org.newtonlosses.data.digits;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Splits;

/**
 * Reads MNIST, or any data set with its four file names, from a folder.
 *
 * <p>The last twelfth of the training file is the validation set: for MNIST images 0 … 54 999 train
 * and 55 000 … 59 999 validate, as in the literature. The test files are the test set.
 */
public final class Mnist {
  /** Authors and licence of MNIST. */
  public static final String ATTRIBUTION =
      "MNIST handwritten digits: Yann LeCun, Corinna Cortes, Christopher J. C. Burges; licensed CC BY-SA 3.0"
          + " (https://creativecommons.org/licenses/by-sa/3.0/)";

  private static final String UNKNOWN_ATTRIBUTION =
      "unknown: the files are not MNIST's own; see their origin for authors and licence";

  private static final int VALIDATION_SHARE = 12;

  private Mnist() {}

  /**
   * Reads the four files of a folder.
   *
   * @param folder holds the files of {@link MnistFile}, each plain or gzip
   * @return the splits; their provenance is verified and named "MNIST" only if all four files are
   *     MNIST's own, else it is "MNIST-like files"
   * @throws IOException if a file is missing, damaged, swapped with another or does not fit the
   *     others, or if there are fewer than 12 training images or no test image
   */
  public static Splits<DigitSet> load(Path folder) throws IOException {
    return load(folder, MnistFile.publishedMd5());
  }

  static Splits<DigitSet> load(Path folder, Map<MnistFile, String> published) throws IOException {
    IdxFile trainImages = IdxFile.read(MnistFile.TRAIN_IMAGES.find(folder));
    IdxFile trainLabels = IdxFile.read(MnistFile.TRAIN_LABELS.find(folder));
    IdxFile testImages = IdxFile.read(MnistFile.TEST_IMAGES.find(folder));
    IdxFile testLabels = IdxFile.read(MnistFile.TEST_LABELS.find(folder));
    DigitSet training = DigitSet.of(trainImages, trainLabels);
    DigitSet test = DigitSet.of(testImages, testLabels);
    if (training.size() < VALIDATION_SHARE) {
      throw new IOException(
          "%s: %d images, at least %d are needed to train and to validate"
              .formatted(trainImages.path(), training.size(), VALIDATION_SHARE));
    }
    if (test.size() == 0) {
      throw new IOException(testImages.path() + ": no images, at least 1 is needed");
    }
    int validationFrom = training.size() - training.size() / VALIDATION_SHARE;
    return new Splits<>(
        training.slice(0, validationFrom),
        training.slice(validationFrom, training.size()),
        test,
        provenance(
            folder,
            ImmutableMap.of(
                MnistFile.TRAIN_IMAGES, trainImages.md5(),
                MnistFile.TRAIN_LABELS, trainLabels.md5(),
                MnistFile.TEST_IMAGES, testImages.md5(),
                MnistFile.TEST_LABELS, testLabels.md5()),
            published));
  }

  private static DataProvenance provenance(
      Path folder, Map<MnistFile, String> found, Map<MnistFile, String> published) {
    boolean own = found.equals(published);
    ImmutableMap.Builder<String, String> md5 = ImmutableMap.builder();
    found.forEach((file, sum) -> md5.put(file.fileName(), sum));
    return new DataProvenance(
        own ? "MNIST" : "MNIST-like files",
        folder.toAbsolutePath().normalize().toString(),
        md5.buildOrThrow(),
        own,
        own ? ATTRIBUTION : UNKNOWN_ATTRIBUTION);
  }
}
