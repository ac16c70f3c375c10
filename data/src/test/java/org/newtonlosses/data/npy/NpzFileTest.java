package org.newtonlosses.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
  @TempDir private Path temp;

  @Test
  void wantedArraysAreThereUntilItIsClosed() throws IOException {
    Path npz = temp.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(npz))) {
      for (String name : List.of("wanted.npy", "other.npy")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.length());
      }
    }
    Path folder;
    try (NpzFile arrays = new NpzFile(npz, List.of("missing.npy", "wanted.npy"))) {
      folder = arrays.folder();
      assertThat(folder.resolve("wanted.npy")).hasBinaryContent(new byte[] {10});
      assertThat(folder.toFile().list()).hasSize(1);
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void missingFilesAreNamed() {
    Path missing = temp.resolve("missing.npz");
    assertThatIOException()
        .isThrownBy(() -> new NpzFile(missing, List.of()))
        .isInstanceOf(NoSuchFileException.class)
        .withMessage(missing.toString());
  }
}
