package org.newtonlosses.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.data.npy.NpyArray;
import org.newtonlosses.data.npy.NpyHeader;
import org.newtonlosses.data.npy.NpyType;
import org.newtonlosses.data.npy.NpyWriter;

/** {@code newton data convert}, from files to a folder of own maps. */
class DataConvertTest {
  @TempDir private Path temp;
  private Path benchmark;
  private Path out;

  @BeforeEach
  void writeBenchmark() throws IOException {
    benchmark = Files.createDirectory(temp.resolve("benchmark"));
    out = temp.resolve("own");
    for (int i = 0; i < 3; i++) {
      String row = ".".repeat(i) + "@" + ".".repeat(4 - i) + "\n";
      Files.writeString(
          benchmark.resolve("map%d.map".formatted(i)),
          "type octile\nheight 3\nwidth 5\nmap\n" + row + ".....\n" + row);
      Files.writeString(
          benchmark.resolve("map%d.map.scen".formatted(i)),
          "version 1\n1\tmap%d.map\t5\t3\t0\t1\t4\t1\t4.00000000\n".formatted(i));
    }
  }

  @Test
  void mapsOfMovingAi() throws IOException {
    Cli run =
        Cli.run(
            "data convert moving-ai %s --out %s --height 4 --width 6".formatted(benchmark, out));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("wrote " + out)
        .containsPattern("maps +1 +1 +1")
        .containsPattern("blocked cells +45.8 % +45.8 % +45.8 %")
        .containsPattern("cost of a path +4.00 +4.00 +4.00")
        .contains("--neighbours 8 --step-cost entering --corners keep")
        .contains("3 scenarios of 3 maps")
        .containsPattern("on whole maps, with the lengths of the scenarios +3")
        .contains("Sturtevant");
    try (var files = Files.list(out)) {
      assertThat(files).hasSize(18);
    }
    assertThat(NpyArray.open(out.resolve("train_maps.npy")).header().shape().toArray())
        .containsExactly(1, 16, 24, 3);

    Cli again = Cli.run("data convert moving-ai %s --out %s".formatted(benchmark, out));
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains(out + ": is not empty, expected a new folder");
  }

  @Test
  void errorsAreALineAndLeaveNothing() throws IOException {
    Files.writeString(
        benchmark.resolve("map1.map.scen"), "version 1\n1\tmap1.map\t5\t3\t0\t1\t4\t1\t3.9\n");
    Cli wrong = Cli.run("data convert moving-ai %s --out %s".formatted(benchmark, out));
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err().lines())
        .singleElement()
        .isEqualTo(
            "newton: %1$s/map1.map.scen:2: the shortest path of %1$s/map1.map from x 0, y 1 to x 4,"
                    .formatted(benchmark)
                + " y 1 has the length 4.00000000, it is said to be 3.9; --skip-wrong leaves such"
                + " scenarios out");
    assertThat(out).doesNotExist();

    Cli skipped =
        Cli.run("data convert moving-ai %s --out %s --skip-wrong".formatted(benchmark, out));
    assertThat(skipped.code()).isEqualTo(1);
    assertThat(skipped.err()).contains("2 maps can be used").contains("--split-by scenario");

    Cli split =
        Cli.run("data convert moving-ai %s --out %s --split-by day".formatted(benchmark, out));
    assertThat(split.code()).isEqualTo(2);
    assertThat(split.err()).contains("data are split by map or scenario, found day");

    Cli missing = Cli.run("data convert");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("a benchmark is missing, one of moving-ai, neural-astar");
  }

  @Test
  void mazesOfNeuralAstar() throws IOException {
    Path file = temp.resolve("mazes.npz");
    try (OutputStream bytes = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int split = 0; split < 3; split++) {
        double[] free = new double[16];
        Arrays.fill(free, 1);
        double[] goals = new double[16];
        goals[0] = 1;
        // Of an open grid: the larger of row and column.
        double[] distances = new double[16];
        for (int cell = 0; cell < 16; cell++) {
          distances[cell] = -Math.max(cell / 4, cell % 4);
        }
        add(zip, 4 * split, free, 1, 4, 4);
        add(zip, 4 * split + 1, goals, 1, 1, 4, 4);
        add(zip, 4 * split + 2, new double[128], 1, 8, 1, 4, 4);
        add(zip, 4 * split + 3, distances, 1, 1, 4, 4);
      }
    }

    Cli run =
        Cli.run(
            "data convert neural-astar %s --out %s --starts-per-map 5 --tile 2"
                .formatted(file, out));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("maps +5 +5 +5")
        .contains("--neighbours 8 --step-cost cell --corners cut")
        .contains("MIT");
    assertThat(NpyArray.open(out.resolve("val_maps.npy")).header().shape().toArray())
        .containsExactly(5, 8, 8, 3);
  }

  private void add(ZipOutputStream zip, int array, double[] values, long... shape)
      throws IOException {
    Path file = temp.resolve("arr_%d.npy".formatted(array));
    try (NpyWriter writer = new NpyWriter(file, NpyHeader.of(NpyType.FLOAT64, shape))) {
      writer.write(values);
    }
    zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
    zip.write(Files.readAllBytes(file));
  }
}
