package org.newtonlosses.data.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.fetch.Md5;

class MnistTest {
  private static final DigitSet TRAINING = SyntheticDigits.generate(60, 1);
  private static final DigitSet TEST = SyntheticDigits.generate(10, 2);

  @TempDir private Path folder;

  @Test
  void lastTwelfthOfTheTrainingFileValidates() throws IOException {
    IdxFiles.writeFolder(folder, TRAINING, TEST);

    Splits<DigitSet> splits = Mnist.load(folder);

    assertThat(splits.train().size()).isEqualTo(55);
    assertThat(splits.validation().size()).isEqualTo(5);
    for (int i = 0; i < 60; i++) {
      byte[] image = i < 55 ? splits.train().image(i) : splits.validation().image(i - 55);
      assertThat(image).isEqualTo(TRAINING.image(i));
    }
    assertThat(splits.test().size()).isEqualTo(10);
    assertThat(splits.test().image(9)).isEqualTo(TEST.image(9));
  }

  @Test
  void provenanceOfOtherFilesIsUnverified() throws IOException {
    IdxFiles.writeFolder(folder, TRAINING, TEST);

    DataProvenance provenance = Mnist.load(folder).provenance();

    assertThat(provenance.name()).isEqualTo("MNIST-like files");
    assertThat(provenance.verified()).isFalse();
    assertThat(provenance.attribution()).contains("not MNIST's own");
    assertThat(provenance.source()).isEqualTo(folder.toString());
    assertThat(provenance.md5().keySet())
        .containsExactly(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte");
    assertThat(provenance.md5().get("t10k-labels-idx1-ubyte"))
        .isEqualTo(Md5.of(folder.resolve("t10k-labels-idx1-ubyte")));
  }

  @Test
  void provenanceIsMnistOnlyIfAllSumsArePublished() throws IOException {
    IdxFiles.writeFolder(folder, TRAINING, TEST);
    ImmutableMap.Builder<MnistFile, String> sums = ImmutableMap.builder();
    for (MnistFile file : MnistFile.values()) {
      sums.put(file, Md5.of(folder.resolve(file.fileName())));
    }
    ImmutableMap<MnistFile, String> published = sums.buildOrThrow();

    DataProvenance provenance = Mnist.load(folder, published).provenance();
    assertThat(provenance.name()).isEqualTo("MNIST");
    assertThat(provenance.verified()).isTrue();
    assertThat(provenance.attribution()).contains("LeCun", "Cortes", "Burges", "CC BY-SA 3.0");

    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxFiles.idx(new byte[10], 10));
    assertThat(Mnist.load(folder, published).provenance().verified()).isFalse();
  }

  @Test
  void gzipFilesGiveTheSameDataAndSums() throws IOException {
    IdxFiles.writeFolder(folder, TRAINING, TEST);
    Splits<DigitSet> plain = Mnist.load(folder);
    for (MnistFile file : MnistFile.values()) {
      Path path = folder.resolve(file.fileName());
      Files.write(folder.resolve(file.fileName() + ".gz"), IdxFiles.gzip(Files.readAllBytes(path)));
      Files.delete(path);
    }

    Splits<DigitSet> compressed = Mnist.load(folder);

    assertThat(compressed.provenance()).isEqualTo(plain.provenance());
    assertThat(compressed.train().image(7)).isEqualTo(plain.train().image(7));
  }

  @Test
  void missingFilesAndFoldersAreNamed() throws IOException {
    IdxFiles.writeFolder(folder, TRAINING, TEST);
    Files.delete(folder.resolve("t10k-images-idx3-ubyte"));

    assertThatIOException()
        .isThrownBy(() -> Mnist.load(folder))
        .withMessageContaining(
            folder + ": found neither t10k-images-idx3-ubyte nor t10k-images-idx3-ubyte.gz");
    assertThatIOException()
        .isThrownBy(() -> Mnist.load(folder.resolve("nowhere")))
        .withMessage(folder.resolve("nowhere") + ": no such folder");
  }

  @Test
  void trainingImagesAsTestLabelsAreRefused() throws IOException {
    IdxFiles.writeFolder(folder, TRAINING, TEST);
    Files.move(folder.resolve("t10k-images-idx3-ubyte"), folder.resolve("swap"));
    Files.move(folder.resolve("t10k-labels-idx1-ubyte"), folder.resolve("t10k-images-idx3-ubyte"));
    Files.move(folder.resolve("swap"), folder.resolve("t10k-labels-idx1-ubyte"));

    assertThatIOException()
        .isThrownBy(() -> Mnist.load(folder))
        .withMessageContaining("images and labels are swapped");
  }

  @Test
  void setsTooSmallToSplitAreRefused() throws IOException {
    IdxFiles.writeFolder(folder, TRAINING.slice(0, 11), TEST);
    assertThatIOException()
        .isThrownBy(() -> Mnist.load(folder))
        .withMessageEndingWith("11 images, at least 12 are needed to train and to validate");

    IdxFiles.writeFolder(folder, TRAINING.slice(0, 12), TEST.slice(0, 0));
    assertThatIOException()
        .isThrownBy(() -> Mnist.load(folder))
        .withMessageEndingWith("no images, at least 1 is needed");
  }
}
