package org.newtonlosses.training.task.ranking;

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
import org.newtonlosses.data.digits.DigitSet;
import org.newtonlosses.data.digits.IdxFile;
import org.newtonlosses.data.digits.RankingBatch;
import org.newtonlosses.data.pictures.Picture;
import org.newtonlosses.data.pictures.PictureShape;

/**
 * Reads items from files: an image is an item, scaled to 28×112; an idx file, plain or gzip, holds
 * items [N, 28, 112] or digits [N, 28, 28], of which each four in turn make an item.
 *
 * @param inverted whether the files show dark digits on a light ground; MNIST has light ones on a
 *     dark ground, as the models expect
 */
record ItemReader(boolean inverted) {
  private static final PictureShape SHAPE =
      new PictureShape(RankingBatch.HEIGHT, RankingBatch.WIDTH, 1);

  /**
   * Reads the items of a file.
   *
   * @throws IOException if there is no such file, or it is neither an image that Java can read nor
   *     an idx file of one of the two shapes
   */
  public List<Item> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          file + (Files.isDirectory(file) ? ": a folder, not a file" : ": no such file"));
    }
    List<Item> items = isIdx(file) ? idx(file) : List.of(image(file));
    if (inverted) {
      items.forEach(item -> invert(item.pixels()));
    }
    return items;
  }

  private Item image(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new IOException(
          "%s: neither an image (%s) nor an idx file"
              .formatted(file, String.join(", ", new TreeSet<>(formats()))));
    }
    return new Item(file.toString(), new Picture(image).scaled(SHAPE, inverted ? 255 : 0));
  }

  private static List<String> formats() {
    return Arrays.asList(ImageIO.getReaderFileSuffixes());
  }

  private static List<Item> idx(Path file) throws IOException {
    IdxFile idx = IdxFile.read(file);
    List<Integer> shape = idx.shape().asList();
    boolean items = isShape(shape, RankingBatch.WIDTH);
    if (!items && !isShape(shape, DigitSet.SIDE)) {
      throw new IOException(
          "%s: the shape must be [N, 28, 112] or [N, 28, 28], found %s".formatted(file, shape));
    }
    int count = shape.get(0);
    if (!items && count % RankingBatch.DIGITS != 0) {
      throw new IOException(
          "%s: four digits make an item, but %d digits are no multiple of four"
              .formatted(file, count));
    }
    List<Item> result = new ArrayList<>();
    for (int i = 0; i < (items ? count : count / RankingBatch.DIGITS); i++) {
      byte[] pixels = new byte[RankingBatch.ITEM_PIXELS];
      if (items) {
        System.arraycopy(idx.elements(), i * pixels.length, pixels, 0, pixels.length);
      } else {
        joinDigits(idx.elements(), i * pixels.length, pixels);
      }
      result.add(new Item("%s[%d]".formatted(file, i), pixels));
    }
    return result;
  }

  private static boolean isShape(List<Integer> shape, int width) {
    return shape.size() == 3 && shape.get(1) == RankingBatch.HEIGHT && shape.get(2) == width;
  }

  /** Sets four digits side by side. */
  private static void joinDigits(byte[] digits, int offset, byte[] pixels) {
    int side = DigitSet.SIDE;
    for (int digit = 0; digit < RankingBatch.DIGITS; digit++) {
      for (int row = 0; row < side; row++) {
        System.arraycopy(
            digits,
            offset + (digit * side + row) * side,
            pixels,
            row * RankingBatch.WIDTH + digit * side,
            side);
      }
    }
  }

  private static void invert(byte[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (255 - (pixels[i] & 0xff));
    }
  }

  /** An idx file begins with two zero bytes, a gzip file with 1f 8b; no image does. */
  private static boolean isIdx(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2
          && ((start[0] == 0 && start[1] == 0)
              || ((start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b));
    }
  }
}
