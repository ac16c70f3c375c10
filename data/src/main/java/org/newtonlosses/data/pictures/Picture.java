package org.newtonlosses.data.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture of any size and kind, to be brought to one that can be stacked with others.
 *
 * <p>Levels are 0 (black) … 255 (white). Those of grey pictures are taken as they are, of any
 * number of bits; all other colours as sRGB. Where a picture is transparent, a grey ground shows
 * through.
 *
 * <pre>{@code
 * Picture.read(Path.of("photo.jpg")).scaled(new PictureShape(32, 32, 3), 255).length; // → 3072
 * }</pre>
 */
public final class Picture {
  private final BufferedImage image;

  /** A picture that was decoded; not copied. */
  public Picture(BufferedImage image) {
    this.image = image;
  }

  /**
   * Reads a picture.
   *
   * @param file PNG, JPEG, or what else Java reads; the first one, if it holds several
   * @throws IOException if there is no such file, or it cannot be decoded; the message names it
   */
  public static Picture read(Path file) throws IOException {
    requireFile(file);
    return decode(file, Files.readAllBytes(file));
  }

  static Picture decode(Path file, byte[] content) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      return new Picture(first(file, in, reader -> reader.read(0)));
    }
  }

  /** The shape of a file's picture, from its first bytes; the channels are not known yet. */
  static PictureShape size(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      return first(
          file, in, reader -> new PictureShape(reader.getHeight(0), reader.getWidth(0), 1));
    }
  }

  /** What is read from the first picture of a file. */
  private interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }

  private static <T> T first(Path file, ImageInputStream in, Reading<T> reading)
      throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new IOException(
          "%s: not a picture of a known format (%s)"
              .formatted(
                  file,
                  String.join(
                      ", ", new TreeSet<>(Arrays.asList(ImageIO.getReaderFileSuffixes())))));
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(in);
      return reading.of(reader);
    } catch (IOException | RuntimeException e) {
      // Readers of damaged files throw whatever they run into.
      throw new IOException(
          "%s: cannot be decoded, it is damaged or in colours that Java does not read: %s"
              .formatted(file, e.getMessage() == null ? e : e.getMessage()),
          e);
    } finally {
      reader.dispose();
    }
  }

  private static void requireFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          file + (Files.isDirectory(file) ? ": a folder, not a file" : ": no such file"));
    }
  }

  /** Its height in pixels. */
  public int height() {
    return image.getHeight();
  }

  /** Its width in pixels. */
  public int width() {
    return image.getWidth();
  }

  /** Whether no pixel that can be seen has a colour. */
  public boolean isGrey() {
    if (hasGreyLevels()) {
      return true;
    }
    int[] row = new int[width()];
    for (int y = 0; y < height(); y++) {
      for (int argb : image.getRGB(0, y, width(), 1, row, 0, width())) {
        int red = argb >> 16 & 0xff;
        if (argb >>> 24 != 0 && (red != (argb >> 8 & 0xff) || red != (argb & 0xff))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Java would convert grey to sRGB through a linear space, which changes the levels. */
  private boolean hasGreyLevels() {
    ColorModel colors = image.getColorModel();
    return colors.getNumColorComponents() == 1 && !(colors instanceof IndexColorModel);
  }

  /**
   * Scales to a shape: each new pixel is the mean over the area that it covers. The ratio of height
   * to width is not kept.
   *
   * @param shape what is wanted; with one channel, colours become the luma 0.299 R + 0.587 G +
   *     0.114 B
   * @param ground the grey level behind transparent pixels, 0 … 255
   * @return uint8 [h, w, c], row-major
   */
  public byte[] scaled(PictureShape shape, int ground) {
    int channels = shape.channels();
    byte[] pixels = new byte[shape.bytes()];
    double[] row = new double[width() * channels];
    double[] mean = new double[row.length];
    double extent = (double) height() / shape.height();
    for (int r = 0; r < shape.height(); r++) {
      Arrays.fill(mean, 0);
      double from = r * extent;
      double to = Math.min(height(), from + extent);
      for (int y = (int) from; y < Math.ceil(to); y++) {
        double share = (Math.min(to, y + 1) - Math.max(from, y)) / extent;
        readRow(y, channels, ground, row);
        for (int i = 0; i < row.length; i++) {
          mean[i] += share * row[i];
        }
      }
      scaleRow(mean, channels, pixels, r * shape.width() * channels, shape.width());
    }
    return pixels;
  }

  private void scaleRow(double[] row, int channels, byte[] pixels, int offset, int newWidth) {
    double extent = (double) width() / newWidth;
    for (int column = 0; column < newWidth; column++) {
      double from = column * extent;
      double to = Math.min(width(), from + extent);
      for (int c = 0; c < channels; c++) {
        double mean = 0;
        for (int x = (int) from; x < Math.ceil(to); x++) {
          double share = (Math.min(to, x + 1) - Math.max(from, x)) / extent;
          mean += share * row[x * channels + c];
        }
        pixels[offset + column * channels + c] = (byte) Math.round(mean);
      }
    }
  }

  /** The levels of a row of pixels, [w, c]. */
  private void readRow(int y, int channels, int ground, double[] levels) {
    if (hasGreyLevels()) {
      double[] greys = samples(y, 0);
      double[] alphas = image.getColorModel().hasAlpha() ? samples(y, 1) : null;
      for (int x = 0; x < width(); x++) {
        double alpha = alphas == null ? 1 : alphas[x] / 255;
        Arrays.fill(
            levels, x * channels, (x + 1) * channels, alpha * greys[x] + (1 - alpha) * ground);
      }
      return;
    }
    int[] colours = image.getRGB(0, y, width(), 1, null, 0, width());
    for (int x = 0; x < width(); x++) {
      int argb = colours[x];
      double alpha = (argb >>> 24) / 255.0;
      double behind = (1 - alpha) * ground;
      int red = argb >> 16 & 0xff;
      int green = argb >> 8 & 0xff;
      int blue = argb & 0xff;
      if (channels == 1) {
        levels[x] = alpha * (0.299 * red + 0.587 * green + 0.114 * blue) + behind;
      } else {
        levels[3 * x] = alpha * red + behind;
        levels[3 * x + 1] = alpha * green + behind;
        levels[3 * x + 2] = alpha * blue + behind;
      }
    }
  }

  /** A band of a row on the scale 0 … 255, whatever its number of bits. */
  private double[] samples(int y, int band) {
    double white = (1L << image.getColorModel().getComponentSize(band)) - 1;
    double[] samples = image.getRaster().getSamples(0, y, width(), 1, band, (double[]) null);
    for (int x = 0; x < samples.length; x++) {
      samples[x] = samples[x] * 255 / white;
    }
    return samples;
  }
}
