package org.newtonlosses.data.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
  private static final byte[] ELEMENTS = {1, 2, 3, 4, 5, (byte) 255};
  private static final byte[] GOOD = IdxFiles.idx(ELEMENTS, 2, 3);

  @TempDir private Path folder;

  @Test
  void readsShapeElementsAndMd5() throws IOException {
    IdxFile file = IdxFile.read(write("plain", GOOD));

    assertThat(file.shape().toArray()).containsExactly(2, 3);
    assertThat(file.elements()).containsExactly(ELEMENTS);
    // echo 00 00 08 02 00 00 00 02 00 00 00 03 01 02 03 04 05 ff | xxd -r -p | md5sum
    assertThat(file.md5()).isEqualTo("ff4230aa983706bf1a4711ceb2e12bc7");
  }

  @Test
  void gzipIsRecognisedByContentNotByName() throws IOException {
    IdxFile file = IdxFile.read(write("compressed-without-ending", IdxFiles.gzip(GOOD)));
    IdxFile plainNamedGz = IdxFile.read(write("plain.gz", GOOD));

    assertThat(file.elements()).containsExactly(ELEMENTS);
    assertThat(file.md5()).isEqualTo(plainNamedGz.md5());
  }

  @Test
  void filesWithoutElementsAreRead() throws IOException {
    IdxFile file = IdxFile.read(write("none", IdxFiles.idx(new byte[0], 0, 28)));

    assertThat(file.shape().toArray()).containsExactly(0, 28);
    assertThat(file.elements()).isEmpty();
  }

  @Test
  void eightDimensionsAreTheMost() throws IOException {
    byte[] one = {7};
    Path eight = write("eight", IdxFiles.idx(one, 1, 1, 1, 1, 1, 1, 1, 1));
    assertThat(IdxFile.read(eight).elements()).containsExactly(7);
    assertRefused("nine", IdxFiles.idx(one, 1, 1, 1, 1, 1, 1, 1, 1, 1), "[00 00 08 09]");
  }

  @Test
  void wrongMagicIsNamed() {
    byte[] floats = GOOD.clone();
    floats[2] = 0x0d;
    assertRefused("floats", floats, "first bytes are [00 00 0d 02]", "allowed are 00 00 08");
    assertRefused("png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0}, "[89 50 4e 47]");
    assertRefused("empty", new byte[0], "first bytes are []");
    byte[] noDimension = GOOD.clone();
    noDimension[3] = 0;
    assertRefused("scalar", noDimension, "[00 00 08 00]", "01 to 08");
  }

  @Test
  void truncatedFilesAreRefused() throws IOException {
    assertRefused(
        "data", Arrays.copyOf(GOOD, GOOD.length - 2), "truncated", "[2, 3] = 6 bytes", "found 4");
    assertRefused("header", Arrays.copyOf(GOOD, 9), "truncated", "size of dimension 2 of 2");
    byte[] gzip = IdxFiles.gzip(GOOD);
    assertRefused("gzip", Arrays.copyOf(gzip, gzip.length - 9), "damaged gzip file");
  }

  @Test
  void damagedGzipIsRefused() throws IOException {
    byte[] gzip = IdxFiles.gzip(GOOD);
    gzip[gzip.length - 8] ^= 1; // the check sum
    assertRefused("gzip", gzip, "damaged gzip file");
  }

  @Test
  void trailingBytesAreRefused() {
    assertRefused("long", Bytes.concat(GOOD, new byte[3]), "[2, 3] = 6 bytes", "found 3 more");
  }

  @Test
  void impossibleSizesAreRefusedWithoutAllocatingThem() {
    assertRefused("negative", IdxFiles.idx(ELEMENTS, 2, -1), "size 4294967295 of dimension 2");
    assertRefused("huge", IdxFiles.idx(ELEMENTS, 1 << 20, 1 << 20), "= 1099511627776 bytes");
    assertRefused(
        "overflow", IdxFiles.idx(ELEMENTS, 1 << 30, 1 << 30, 1 << 30), "more bytes than a long");
    assertRefused("liar", IdxFiles.idx(ELEMENTS, 2_000_000_000), "truncated", "found 6");
  }

  @Test
  void missingFilesAreNamed() {
    assertThatIOException()
        .isThrownBy(() -> IdxFile.read(folder.resolve("nowhere")))
        .withMessage(folder.resolve("nowhere") + ": no such file");
    assertThatIOException()
        .isThrownBy(() -> IdxFile.read(folder))
        .withMessage(folder + ": no such file");
  }

  private void assertRefused(String name, byte[] content, String... messageParts) {
    assertThatIOException()
        .isThrownBy(() -> IdxFile.read(write(name, content)))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(messageParts))
        .withMessageStartingWith(folder.resolve(name) + ": ");
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }
}
