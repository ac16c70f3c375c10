package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code newton doctor} and {@code newton data} say. */
class DoctorAndDataTest {
  @TempDir private Path folder;

  @Test
  void doctorNamesVersionsBuildAndDevices() {
    Cli cli = Cli.run("doctor");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isZero();
    assertThat(cli.out())
        .containsPattern("newton +\\d")
        .containsPattern("java +" + Runtime.version().feature())
        .containsPattern("processor +\\S")
        .containsPattern("native build +\\S+-\\S+")
        .containsPattern("tensorflow +2\\.\\d+\\.\\d+ \\(TensorFlow Java")
        .containsPattern("onednn +(on|off|chosen by TensorFlow)")
        .containsPattern("devices +CPU:0")
        .containsPattern("mnist +\\S");
  }

  @Test
  void infoShowsForeignFilesAsSuch() throws IOException {
    writeIdx("train-images-idx3-ubyte", 2, 28, 28);
    writeIdx("train-labels-idx1-ubyte", 2);
    writeIdx("t10k-images-idx3-ubyte", 1, 28, 28);
    Cli incomplete = Cli.run("data info --data-dir " + folder);
    assertThat(incomplete.code()).isEqualTo(1);
    assertThat(incomplete.out())
        .contains(folder + ": 1 of 4 files missing")
        .containsPattern("t10k-labels-idx1-ubyte +missing");
    writeIdx("t10k-labels-idx1-ubyte", 1);
    Cli complete = Cli.run("data info --data-dir " + folder);
    assertThat(complete.code()).isZero();
    assertThat(complete.out())
        .contains(folder + ": complete, but not MNIST's own files")
        .containsPattern("train-images-idx3-ubyte +\\[2, 28, 28\\] +md5 \\p{XDigit}{32} \\(not")
        .doesNotContain("LeCun");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Path file = folder.resolve("train-images-idx3-ubyte");
    Files.write(file, new byte[] {0, 0, 8, 1, 0, 0, 0, 9, 1});
    Cli cli = Cli.run("data info --data-dir " + folder);
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.err()).startsWith("newton: " + file + ": truncated").hasLineCount(1);
  }

  private void writeIdx(String name, int... shape) throws IOException {
    int size = 1;
    for (int side : shape) {
      size *= side;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + size);
    bytes.putInt(0x0800 + shape.length);
    for (int side : shape) {
      bytes.putInt(side);
    }
    Files.write(folder.resolve(name), bytes.array());
  }
}
