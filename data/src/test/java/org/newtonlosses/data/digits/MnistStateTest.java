package org.newtonlosses.data.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistStateTest {
  @TempDir private Path folder;

  @Test
  void filesAreLookedForAndVerified() throws IOException {
    assertState(MnistState.of(folder), false, false, "not fetched yet");

    IdxFiles.writeFolder(folder, SyntheticDigits.generate(12, 1), SyntheticDigits.generate(1, 2));
    MnistState whole = MnistState.of(folder);
    assertState(whole, true, false, "complete, but not MNIST's own files");
    assertThat(whole.folder()).isEqualTo(folder);

    Map<MnistFile, String> own = new EnumMap<>(MnistFile.class);
    whole.files().forEach(file -> own.put(file.file(), file.found().orElseThrow().md5()));
    assertState(MnistState.of(folder, own), true, true, "complete and verified");
    Map<MnistFile, String> other = new EnumMap<>(own);
    other.put(MnistFile.TEST_IMAGES, "0123");
    MnistState oneDiffers = MnistState.of(folder, other);
    assertState(oneDiffers, true, false, "complete, but not MNIST's own files");
    assertThat(oneDiffers.files())
        .extracting(MnistState.FileState::verified)
        .containsExactly(true, true, false, true);

    Path images = folder.resolve("train-images-idx3-ubyte");
    Files.write(folder.resolve(images + ".gz"), IdxFiles.gzip(Files.readAllBytes(images)));
    Files.delete(images);
    assertState(MnistState.of(folder, own), true, true, "complete and verified");
    Files.delete(folder.resolve(images + ".gz"));
    assertState(MnistState.of(folder, own), false, false, "1 of 4 files missing");
  }

  @Test
  void publishedSumsAreMd5Sums() {
    assertThat(MnistFile.publishedMd5().values())
        .hasSize(4)
        .doesNotHaveDuplicates()
        .allSatisfy(sum -> assertThat(sum).matches("[0-9a-f]{32}"));
  }

  private static void assertState(
      MnistState state, boolean complete, boolean verified, String summary) {
    assertThat(state.complete()).isEqualTo(complete);
    assertThat(state.verified()).isEqualTo(verified);
    assertThat(state.summary()).isEqualTo(summary);
  }
}
