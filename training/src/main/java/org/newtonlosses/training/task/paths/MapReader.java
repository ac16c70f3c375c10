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

/**
 * Reads maps from files: an image is a map; a .npy file holds maps, uint8 [N, H, W, 3], or one, [H,
 * W, 3].
 *
 * @param shape the size that the maps must have
 */
record MapReader(PathShape shape) {

  /**
   * Reads the maps of a file.
   *
   * @throws IOException if there is no such file, it is neither an image that Java can read nor a
   *     .npy file, or its maps have another size
   */
  public List<MapExample> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          file + (Files.isDirectory(file) ? ": a folder, not a file" : ": no such file"));
    }
    return isNpy(file) ? npy(file) : List.of(image(file));
  }

  /**
   * Reads true paths, [N, h, w] or [h, w] of zeros and ones.
   *
   * @throws IOException if the file is no .npy file, or its paths have another size
   */
  public List<byte[]> labels(Path file) throws IOException {
    NpyArray array = NpyArray.open(file);
    int rows = rows(array, List.of(shape.height(), shape.width()));
    List<byte[]> labels = new ArrayList<>();
    double[] numbers = new double[shape.cells()];
    for (long first = 0; first < array.rows(); first += rows) {
      for (int row = 0; row < rows; row++) {
        array.readRow(first + row, numbers, row * array.rowElements());
      }
      labels.add(path(file, numbers));
    }
    return labels;
  }

  private static byte[] path(Path file, double[] numbers) throws IOException {
    byte[] path = new byte[numbers.length];
    for (int cell = 0; cell < path.length; cell++) {
      if (numbers[cell] != 0 && numbers[cell] != 1) {
        throw new IOException(
            "%s: a path must be of zeros and ones, found %s".formatted(file, numbers[cell]));
      }
      path[cell] = (byte) numbers[cell];
    }
    return path;
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
    if (image.getHeight() != shape.imageHeight() || image.getWidth() != shape.imageWidth()) {
      throw new IOException(
          "%s: a map of %d x %d pixels, this model takes %d x %d"
              .formatted(
                  file,
                  image.getHeight(),
                  image.getWidth(),
                  shape.imageHeight(),
                  shape.imageWidth()));
    }
    int[] colours =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] pixels = new byte[shape.imageBytes()];
    for (int i = 0; i < colours.length; i++) {
      pixels[3 * i] = (byte) (colours[i] >> 16);
      pixels[3 * i + 1] = (byte) (colours[i] >> 8);
      pixels[3 * i + 2] = (byte) colours[i];
    }
    return new MapExample(file.toString(), pixels);
  }

  private List<MapExample> npy(Path file) throws IOException {
    NpyArray array = NpyArray.open(file);
    int rows = rows(array, List.of(shape.imageHeight(), shape.imageWidth(), PathBatch.CHANNELS));
    if (array.header().type() != NpyType.UINT8) {
      throw new IOException(
          "%s: maps must be of type u1, found %s".formatted(file, array.header().type().code()));
    }
    List<MapExample> maps = new ArrayList<>();
    for (long first = 0; first < array.rows(); first += rows) {
      byte[] pixels = new byte[shape.imageBytes()];
      for (int row = 0; row < rows; row++) {
        array.readRow(first + row, pixels, row * array.rowElements());
      }
      maps.add(new MapExample("%s[%d]".formatted(file, maps.size()), pixels));
    }
    return maps;
  }

  /** How many rows of the array make an example: one, or all if it holds a single example. */
  private static int rows(NpyArray array, List<Integer> example) throws IOException {
    List<Long> sizes = array.header().shape().asList();
    List<Long> expected = example.stream().map(Integer::longValue).toList();
    if (sizes.equals(expected)) {
      return example.get(0);
    }
    if (sizes.size() == 1 + expected.size() && sizes.subList(1, sizes.size()).equals(expected)) {
      return 1;
    }
    throw new IOException(
        "%s: the shape must be %s or [N, %s], found %s"
            .formatted(
                array.name(),
                expected,
                expected.toString().substring(1, expected.toString().length() - 1),
                sizes));
  }

  /** A .npy file begins with the byte 93 (hexadecimal) and NUMPY; no image does. */
  private static boolean isNpy(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && (start[0] & 0xff) == 0x93 && start[1] == 'N';
    }
  }
}
