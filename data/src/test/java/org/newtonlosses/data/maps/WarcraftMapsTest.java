package org.newtonlosses.data.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.fetch.Md5;
import org.newtonlosses.data.npy.NpyHeader;
import org.newtonlosses.data.npy.NpyType;
import org.newtonlosses.data.npy.NpyWriter;
import org.newtonlosses.files.Draft;

class WarcraftMapsTest {
  private static final int MAPS = 7;
  private static final int HEIGHT = 3;
  private static final int WIDTH = 4;

  @TempDir private Path temp;
  private final Splits<PathSet> original = TerrainMaps.splits(MAPS, 2, 3, HEIGHT, WIDTH, 1);
  private final List<String> messages = new ArrayList<>();
  private Path folder;

  @BeforeEach
  void writeMaps() throws IOException {
    folder = temp.resolve("maps");
    WarcraftWriter.write(original, folder, messages::add);
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertThat(messages)
        .containsExactly(
            "train_maps.npy: 7 of 7 maps",
            "val_maps.npy: 2 of 2 maps",
            "test_maps.npy: 3 of 3 maps");
    messages.clear();

    Splits<PathSet> read = WarcraftMaps.open(folder, messages::add);

    assertSameMaps(read.train(), original.train());
    assertSameMaps(read.validation(), original.validation());
    assertSameMaps(read.test(), original.test());
    assertThat(read.train().channels()).isEqualTo(original.train().channels());
    assertThat(read.provenance().name()).isEqualTo("terrain maps like Warcraft's");
    assertThat(read.provenance().verified()).isFalse();
    assertThat(read.provenance().source()).isEqualTo(folder.toAbsolutePath().toString());
    assertThat(read.provenance().md5())
        .hasSize(9)
        .containsEntry("val_maps.npy", Md5.of(folder.resolve("val_maps.npy")));
    assertThat(messages)
        .singleElement()
        .asString()
        .startsWith(
            folder + ": not the Warcraft maps' own files, by their md5 sums: train_maps.npy,")
        .doesNotContain("val_vertex_weights");
  }

  @Test
  void writingIsRefusedWhereSomethingIs() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> WarcraftWriter.write(original, folder, messages::add))
        .withMessage(folder + ": is not empty, expected a new folder");
    Path empty = Files.createDirectory(temp.resolve("empty"));
    WarcraftWriter.write(original, empty, messages::add);
    assertThat(WarcraftMaps.open(empty, messages::add).train().size()).isEqualTo(MAPS);
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).containsExactlyInAnyOrder(folder, empty);
    }
  }

  @Test
  void progressIsToldEveryThousandMaps() throws IOException {
    messages.clear();
    WarcraftWriter.write(
        TerrainMaps.splits(1002, 1, 1, 1, 1, 1), temp.resolve("small"), messages::add);
    assertThat(messages)
        .startsWith("train_maps.npy: 1000 of 1002 maps", "train_maps.npy: 1002 of 1002 maps")
        .hasSize(4);
  }

  @Test
  void whatAnInterruptedWriteLeftIsDeleted() throws IOException {
    Path written = temp.resolve("written");
    Path left = Files.createDirectory(new Draft(written).path());
    WarcraftWriter.write(original, written, messages::add);
    assertThat(left).doesNotExist();
  }

  @Test
  void stateTellsWhatIsMissing() throws IOException {
    assertThat(WarcraftState.of(temp).summary()).isEqualTo("not fetched yet");
    assertThat(WarcraftState.of(folder).summary()).isEqualTo("complete");
    assertThat(WarcraftState.of(folder).found()).isEqualTo(9);
    Files.delete(folder.resolve("val_maps.npy"));
    Files.delete(folder.resolve("test_maps.npy"));
    assertThat(WarcraftState.of(folder).summary()).isEqualTo("2 of 9 files missing");
  }

  @Test
  void knownSumsAreMd5Sums() {
    assertThat(WarcraftFile.knownMd5().values())
        .hasSize(7)
        .doesNotHaveDuplicates()
        .allSatisfy(sum -> assertThat(sum).matches("[0-9a-f]{32}"));
    assertThat(WarcraftFile.VAL_MAPS.md5())
        .hasValue(WarcraftFile.knownMd5().get(WarcraftFile.VAL_MAPS));
    assertThat(WarcraftFile.VAL_SHORTEST_PATHS.md5()).isEmpty();
  }

  @Test
  void knownMd5SumsMakeThemVerified() throws IOException {
    ImmutableMap.Builder<WarcraftFile, String> known = ImmutableMap.builder();
    for (WarcraftFile file : WarcraftFile.knownMd5().keySet()) {
      known.put(file, Md5.of(folder.resolve(file.fileName())));
    }
    messages.clear();

    Splits<PathSet> read =
        WarcraftMaps.open(folder, GridMoves.PLAIN, known.buildOrThrow(), messages::add);

    assertThat(read.provenance().name()).isEqualTo("Warcraft terrain maps");
    assertThat(read.provenance().verified()).isTrue();
    assertThat(read.provenance().attribution()).contains("10.17617/3.YJCQ5S");
    assertThat(messages).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void npzFilesAreRead(int method) throws IOException {
    Path npz = temp.resolve("maps.npz");
    zip(npz, method, WarcraftFile.values());

    Splits<PathSet> read = WarcraftMaps.open(npz, messages::add);

    assertSameMaps(read.train(), original.train());
    assertSameMaps(read.test(), original.test());
    assertThat(read.provenance().source()).isEqualTo(npz.toAbsolutePath().toString());
  }

  @Test
  void brokenNpzFilesAreNamed() throws IOException {
    Path npz = temp.resolve("maps.npz");
    zip(npz, ZipEntry.DEFLATED, WarcraftFile.TRAIN_MAPS);
    assertThatIOException()
        .isThrownBy(() -> WarcraftMaps.open(npz, messages::add))
        .withMessageStartingWith(npz + ": found no train_shortest_paths.npy, ");
    byte[] whole = Files.readAllBytes(npz);
    Files.write(npz, Arrays.copyOf(whole, whole.length - 30));
    assertThatIOException()
        .isThrownBy(() -> WarcraftMaps.open(npz, messages::add))
        .withMessageStartingWith(npz + ": damaged .npz file: ");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(folder.resolve("val_maps.npy"));
    assertFails(
        "found no val_maps.npy; a data folder, or a .npz file, holds {train,val,test}_{maps");
    assertThatIOException()
        .isThrownBy(() -> WarcraftMaps.open(temp.resolve("none"), messages::add))
        .withMessage(temp.resolve("none") + ": no such folder or .npz file");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Path file = folder.resolve("test_maps.npy");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));
    assertFails("test_maps.npy: truncated: its header declares shape [3, 24, 32, 3] of u1");
  }

  @ParameterizedTest
  @EnumSource(
      value = NpyType.class,
      names = {"FLOAT16", "FLOAT32", "FLOAT64"})
  void costsOfAnyPrecisionAndPathsOfAnyTypeAreRead(NpyType type) throws IOException {
    PathBatch batch = all(original.train());
    rewrite(
        "train_vertex_weights", NpyHeader.of(type, MAPS, HEIGHT, WIDTH), doubles(batch.costs()));
    rewrite(
        "train_shortest_paths", NpyHeader.of(type, MAPS, HEIGHT, WIDTH), doubles(batch.paths()));

    assertSameMaps(WarcraftMaps.open(folder, messages::add).train(), original.train());

    for (NpyType integer : new NpyType[] {NpyType.BOOL, NpyType.INT64}) {
      rewrite(
          "train_shortest_paths",
          NpyHeader.of(integer, MAPS, HEIGHT, WIDTH),
          doubles(batch.paths()));
      assertSameMaps(WarcraftMaps.open(folder, messages::add).train(), original.train());
    }
  }

  @Test
  void unexpectedTypesAndShapesAreNamed() throws IOException {
    double[] costs = doubles(all(original.train()).costs());
    rewrite("train_vertex_weights", NpyHeader.of(NpyType.INT64, MAPS, HEIGHT, WIDTH), costs);
    assertFails(
        "train_vertex_weights.npy: i8 [7, 3, 4], expected vertex costs, f2, f4 or f8 [N, h, w]");
    rewrite("train_vertex_weights", NpyHeader.of(NpyType.FLOAT16, MAPS, WIDTH, HEIGHT), costs);
    assertFails("train_vertex_weights.npy the shape [7, 4, 3], expected the same shape");
    rewrite("train_vertex_weights", NpyHeader.of(NpyType.FLOAT16, MAPS, WIDTH * HEIGHT), costs);
    assertFails("train_vertex_weights.npy: f2 [7, 12], expected vertex costs");
    rewrite("train_maps", NpyHeader.of(NpyType.FLOAT32, 1, 1, 1, 3), 0, 0, 0);
    assertFails("train_maps.npy: f4 [1, 1, 1, 3], expected pictures, u1 [N, H, W, 3]");
    rewrite("train_maps", NpyHeader.of(NpyType.UINT8, 1, 3), 0, 0, 0);
    assertFails("train_maps.npy: u1 [1, 3], expected pictures, u1 [N, H, W, 3]");
    rewrite("train_maps", NpyHeader.of(NpyType.UINT8, 1, 1, 1, 1), 0);
    assertFails("train_maps.npy: u1 [1, 1, 1, 1], expected pictures, u1 [N, H, W, 3]");
  }

  @Test
  void emptySetsAreNamed() throws IOException {
    rewrite("train_maps", NpyHeader.of(NpyType.UINT8, 1, 0, 8, 3));
    rewrite("train_shortest_paths", NpyHeader.of(NpyType.UINT8, 1, 1, 1), 1);
    rewrite("train_vertex_weights", NpyHeader.of(NpyType.FLOAT16, 1, 1, 1), 1);
    assertFails("train_maps.npy: u1 [1, 0, 8, 3], expected at least 1 map of 1 cell");
    rewrite("train_maps", NpyHeader.of(NpyType.UINT8, 0, 8, 8, 3));
    rewrite("train_shortest_paths", NpyHeader.of(NpyType.UINT8, 0, 1, 1));
    rewrite("train_vertex_weights", NpyHeader.of(NpyType.FLOAT16, 0, 1, 1));
    assertFails("expected at least 1 map of 1 cell");
    rewrite("train_shortest_paths", NpyHeader.of(NpyType.UINT8, 1, 1), 1);
    assertFails("train_shortest_paths.npy: u1 [1, 1], expected paths [N, h, w]");
  }

  @Test
  void countsAndSizesMustAgree() throws IOException {
    for (String kind : new String[] {"maps", "shortest_paths", "vertex_weights"}) {
      Files.copy(folder.resolve("val_" + kind + ".npy"), temp.resolve("train_" + kind + ".npy"));
    }
    Files.move(
        temp.resolve("train_maps.npy"),
        folder.resolve("train_maps.npy"),
        StandardCopyOption.REPLACE_EXISTING);
    assertFails("shape [7, 3, 4], expected as many pictures as paths");

    Path other = temp.resolve("other");
    WarcraftWriter.write(TerrainMaps.splits(1, 1, 1, 5, 5, 1), other, messages::add);
    for (String kind : new String[] {"maps", "shortest_paths", "vertex_weights"}) {
      Files.copy(
          other.resolve("val_" + kind + ".npy"),
          folder.resolve("train_" + kind + ".npy"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertFails("sizes differ: train PathShape[imageHeight=40");
  }

  @Test
  void labelsThatAreNotShortestPathsAreNamed() throws IOException {
    PathBatch batch = all(original.train());
    NpyHeader header = NpyHeader.of(NpyType.FLOAT32, MAPS, HEIGHT, WIDTH);
    double[] paths = doubles(batch.paths());
    int map = 4 * HEIGHT * WIDTH;

    rewrite("train_shortest_paths", header, with(paths, map, 0));
    assertFails("train_shortest_paths.npy: the cells of path 4 do not lead over the 8 neighbours");
    rewrite("train_shortest_paths", header, with(paths, map, 0.5));
    assertFails("train_shortest_paths.npy: 0.5 in path 4, allowed are 0 and 1");

    rewrite("train_shortest_paths", header, paths);
    double[] costs = doubles(batch.costs());
    rewrite("train_vertex_weights", header, with(costs, map, 0));
    assertFails("train_vertex_weights.npy: cost 0.0 in map 4, only positive finite costs");
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      rewrite("train_vertex_weights", header, with(costs, map, bad));
      assertFails("train_vertex_weights.npy: cost %s in map 4".formatted(bad));
    }

    int inner = map;
    while (paths[inner] == 0 || inner == map) {
      inner++;
    }
    rewrite("train_vertex_weights", header, with(costs, inner, 1000));
    assertFails("train_shortest_paths.npy: path 4 costs 10");
  }

  private void assertFails(String message) {
    assertThatIOException()
        .isThrownBy(() -> WarcraftMaps.open(folder, messages::add))
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(message);
  }

  private static void assertSameMaps(PathSet found, PathSet expected) throws IOException {
    assertThat(found.size()).isEqualTo(expected.size());
    assertThat(found.shape()).isEqualTo(expected.shape());
    PathBatch one = all(found);
    PathBatch other = all(expected);
    assertThat(one.images()).isEqualTo(other.images());
    assertThat(one.paths()).isEqualTo(other.paths());
    assertThat(one.costs()).isEqualTo(other.costs());
  }

  private static PathBatch all(PathSet maps) throws IOException {
    PathBatch batch = maps.allocate((int) maps.size());
    for (int i = 0; i < maps.size(); i++) {
      maps.fill(i, batch, i);
    }
    return batch;
  }

  private void rewrite(String array, NpyHeader header, double... elements) throws IOException {
    try (NpyWriter out = new NpyWriter(folder.resolve(array + ".npy"), header)) {
      out.write(elements);
    }
  }

  private static double[] with(double[] elements, int index, double value) {
    double[] changed = elements.clone();
    changed[index] = value;
    return changed;
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  private static double[] doubles(byte[] bytes) {
    double[] doubles = new double[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      doubles[i] = bytes[i];
    }
    return doubles;
  }

  private void zip(Path npz, int method, WarcraftFile... files) throws IOException {
    try (OutputStream file = Files.newOutputStream(npz);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (WarcraftFile array : files) {
        byte[] content = Files.readAllBytes(folder.resolve(array.fileName()));
        ZipEntry entry = new ZipEntry(array.fileName());
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(method);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
      }
    }
  }
}
