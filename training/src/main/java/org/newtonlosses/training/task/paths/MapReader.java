package org.newtonlosses.training.task.paths;

import java.awt.image.BufferedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.data.npy.NpyArray;
import org.newtonlosses.data.npy.NpyType;
import org.newtonlosses.training.task.paths.GridRoute.Cell;

/**
 * Reads maps from files: an image is a map; a .npy file holds maps, uint8 [N, H, W, 3], or one, [H,
 * W, 3].
 *
 * @param sizes which maps are taken
 */
record MapReader(MapSizes sizes) {

  /**
   * Reads the maps of a file.
   *
   * @throws IOException if there is no such file, it is neither an image that Java can read nor a
   *     .npy file, or its maps have another size
   */
  List<MapExample> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          file + (Files.isDirectory(file) ? ": a folder, not a file" : ": no such file"));
    }
    return isNpy(file) ? npy(file) : List.of(image(file));
  }

  /**
   * Reads marked cells of maps, such as true paths: [N, h, w] or [h, w] of zeros and ones.
   *
   * @param what they are, for the message
   * @throws IOException if the file is no .npy file, or its grids have another size
   */
  List<GridCells> cells(Path file, String what) throws IOException {
    NpyArray array = NpyArray.open(file);
    List<Long> found = sizes(array);
    boolean fits = found.size() == 2 || found.size() == 3;
    List<Long> grid = fits ? found.subList(found.size() - 2, found.size()) : List.of();
    List<Long> expected = List.of((long) trained().height(), (long) trained().width());
    if (!fits || (!sizes.any() && !grid.equals(expected))) {
      throw unexpected(array, sizes.any() ? "h, w" : words(expected));
    }
    int height = Math.toIntExact(grid.get(0));
    int width = Math.toIntExact(grid.get(1));
    int rows = found.size() == 2 ? height : 1;
    List<GridCells> all = new ArrayList<>();
    double[] numbers = new double[height * width];
    for (long first = 0; first < array.rows(); first += rows) {
      for (int row = 0; row < rows; row++) {
        array.readRow(first + row, numbers, row * array.rowElements());
      }
      all.add(new GridCells(height, width, marks(file, what, numbers)));
    }
    return all;
  }

  /**
   * Reads cells, such as where paths start: integers [N, 2], row and column from 0.
   *
   * @throws IOException if the file holds anything else
   */
  List<Cell> places(Path file) throws IOException {
    NpyArray array = NpyArray.open(file);
    List<Long> found = sizes(array);
    if (found.size() != 2 || found.get(1) != 2) {
      throw new IOException(
          "%s: the shape must be [N, 2], found %s".formatted(array.name(), found));
    }
    List<Cell> cells = new ArrayList<>();
    double[] place = new double[2];
    for (long i = 0; i < array.rows(); i++) {
      array.readRow(i, place, 0);
      if (place[0] != Math.rint(place[0]) || place[1] != Math.rint(place[1])) {
        throw new IOException(
            "%s: places must be whole numbers, found %s".formatted(file, Arrays.toString(place)));
      }
      cells.add(new Cell((int) place[0], (int) place[1]));
    }
    return cells;
  }

  private static byte[] marks(Path file, String what, double[] numbers) throws IOException {
    byte[] marks = new byte[numbers.length];
    for (int cell = 0; cell < marks.length; cell++) {
      if (numbers[cell] != 0 && numbers[cell] != 1) {
        throw new IOException(
            "%s: %s must be of zeros and ones, found %s".formatted(file, what, numbers[cell]));
      }
      marks[cell] = (byte) numbers[cell];
    }
    return marks;
  }

  private MapExample image(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new IOException(
          "%s: neither an image (%s) nor a .npy file"
              .formatted(
                  file,
                  String.join(
                      ", ", new TreeSet<>(Arrays.asList(ImageIO.getReaderFileSuffixes())))));
    }
    PathShape shape = sizes.fit(file.toString(), image.getHeight(), image.getWidth());
    int[] colours =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] pixels = new byte[shape.imageBytes()];
    for (int i = 0; i < colours.length; i++) {
      pixels[3 * i] = (byte) (colours[i] >> 16);
      pixels[3 * i + 1] = (byte) (colours[i] >> 8);
      pixels[3 * i + 2] = (byte) colours[i];
    }
    return new MapExample(file.toString(), shape.imageHeight(), shape.imageWidth(), pixels);
  }

  private List<MapExample> npy(Path file) throws IOException {
    NpyArray array = NpyArray.open(file);
    List<Long> found = sizes(array);
    List<Long> expected =
        List.of(
            (long) trained().imageHeight(),
            (long) trained().imageWidth(),
            (long) PathBatch.CHANNELS);
    boolean fits = found.size() == 3 || found.size() == 4;
    List<Long> map = fits ? found.subList(found.size() - 3, found.size()) : List.of();
    if (!fits || (sizes.any() ? map.get(2) != PathBatch.CHANNELS : !map.equals(expected))) {
      throw unexpected(array, sizes.any() ? "H, W, " + PathBatch.CHANNELS : words(expected));
    }
    if (array.header().type() != NpyType.UINT8) {
      throw new IOException(
          "%s: maps must be of type u1, found %s".formatted(file, array.header().type().code()));
    }
    PathShape shape =
        sizes.fit(file.toString(), Math.toIntExact(map.get(0)), Math.toIntExact(map.get(1)));
    int rows = found.size() == 3 ? shape.imageHeight() : 1;
    List<MapExample> maps = new ArrayList<>();
    for (long first = 0; first < array.rows(); first += rows) {
      byte[] pixels = new byte[shape.imageBytes()];
      for (int row = 0; row < rows; row++) {
        array.readRow(first + row, pixels, row * array.rowElements());
      }
      maps.add(
          new MapExample(
              "%s[%d]".formatted(file, maps.size()),
              shape.imageHeight(),
              shape.imageWidth(),
              pixels));
    }
    return maps;
  }

  private PathShape trained() {
    return sizes.trained();
  }

  private static List<Long> sizes(NpyArray array) {
    return array.header().shape().asList();
  }

  private static IOException unexpected(NpyArray array, String expected) {
    return new IOException(
        "%s: the shape must be [%s] or [N, %s], found %s"
            .formatted(array.name(), expected, expected, sizes(array)));
  }

  private static String words(List<Long> sizes) {
    return sizes.toString().substring(1, sizes.toString().length() - 1);
  }

  /** A .npy file begins with the byte 93 (hexadecimal) and NUMPY; no image does. */
  private static boolean isNpy(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && (start[0] & 0xff) == 0x93 && start[1] == 'N';
    }
  }
}
