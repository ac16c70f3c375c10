package org.newtonlosses.data.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitSetTest {
  private static final DigitSet DIGITS = SyntheticDigits.generate(20, 1);

  @TempDir private Path folder;

  @Test
  void readsWhatWasWritten() throws IOException {
    DigitSet read = read(IdxFiles.images(DIGITS), IdxFiles.gzip(IdxFiles.labels(DIGITS)));

    assertThat(read.size()).isEqualTo(20);
    for (int i = 0; i < 20; i++) {
      assertThat(read.label(i)).isEqualTo(DIGITS.label(i));
      assertThat(read.image(i)).isEqualTo(DIGITS.image(i));
    }
  }

  @Test
  void swappedFilesAreSaidToBeSwapped() {
    assertRefused(
        IdxFiles.labels(DIGITS), IdxFiles.images(DIGITS), "are swapped", "[20, 28, 28]", "[20]");
  }

  @Test
  void otherShapesAreRefused() {
    byte[] labels = IdxFiles.labels(DIGITS);
    assertRefused(
        IdxFiles.idx(new byte[20 * 32 * 32], 20, 32, 32), labels, "[20, 32, 32]", "[N, 28, 28]");
    assertRefused(labels, labels, "images: shape [20], expected images [N, 28, 28]");
    assertRefused(
        IdxFiles.images(DIGITS), IdxFiles.images(DIGITS), "labels: shape [20, 28, 28], expected");
  }

  @Test
  void countsMustAgree() {
    assertRefused(
        IdxFiles.images(DIGITS),
        IdxFiles.labels(DIGITS.slice(0, 19)),
        "holds 20 images",
        "holds 19 labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DigitSet(new byte[784], new byte[2]))
        .withMessage("784 bytes of images for 2 labels, expected 2 × 784");
  }

  @Test
  void labelsMustBeDigits() {
    byte[] labels = IdxFiles.labels(DIGITS);
    labels[8 + 3] = (byte) 200;
    assertRefused(
        IdxFiles.images(DIGITS), labels, "labels: label 200 of image 3, allowed are 0 to 9");
  }

  @Test
  void sliceIsAWindow() {
    DigitSet slice = DIGITS.slice(5, 15).slice(2, 4);

    assertThat(slice.size()).isEqualTo(2);
    assertThat(slice.label(1)).isEqualTo(DIGITS.label(8));
    assertThat(slice.image(1)).isEqualTo(DIGITS.image(8));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> slice.label(2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> slice.image(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> slice.slice(1, 3));
  }

  private DigitSet read(byte[] images, byte[] labels) throws IOException {
    return DigitSet.read(
        Files.write(folder.resolve("images"), images),
        Files.write(folder.resolve("labels"), labels));
  }

  private void assertRefused(byte[] images, byte[] labels, String... messageParts) {
    assertThatIOException()
        .isThrownBy(() -> read(images, labels))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(messageParts));
  }
}
