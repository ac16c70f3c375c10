package org.newtonlosses.training.task.ranking;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;

/** Grey levels of a picture: 0 (black) … 255 (white), row-major. */
final class GreyImage {
  private final int height;
  private final int width;
  private final double[] levels;

  private GreyImage(int height, int width, double[] levels) {
    this.height = height;
    this.width = width;
    this.levels = levels;
  }

  /**
   * Takes the grey levels of an image: those of grey images as they are, else the luma 0.299 R +
   * 0.587 G + 0.114 B.
   *
   * @param image any image
   * @param ground the grey level behind transparent pixels
   */
  static GreyImage of(BufferedImage image, int ground) {
    int height = image.getHeight();
    int width = image.getWidth();
    double[] levels = new double[height * width];
    ColorModel colors = image.getColorModel();
    // Java would convert grey to sRGB through a linear space, which changes the levels.
    boolean grey =
        colors.getNumColorComponents() == 1
            && !colors.hasAlpha()
            && !(colors instanceof IndexColorModel);
    double white = (1L << colors.getComponentSize(0)) - 1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        levels[y * width + x] =
            grey
                ? image.getRaster().getSample(x, y, 0) * 255 / white
                : luma(image.getRGB(x, y), ground);
      }
    }
    return new GreyImage(height, width, levels);
  }

  private static double luma(int argb, int ground) {
    double alpha = (argb >>> 24) / 255.0;
    double luma = 0.299 * (argb >> 16 & 0xff) + 0.587 * (argb >> 8 & 0xff) + 0.114 * (argb & 0xff);
    return alpha * luma + (1 - alpha) * ground;
  }

  /** Scales to a size: each new pixel is the mean over the area that it covers. */
  byte[] scaled(int newHeight, int newWidth) {
    double[] rows = scaleRows(levels, height, width, newHeight);
    double[] turned = scaleRows(transpose(rows, newHeight, width), width, newHeight, newWidth);
    double[] scaled = transpose(turned, newWidth, newHeight);
    byte[] pixels = new byte[scaled.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(scaled[i]);
    }
    return pixels;
  }

  private static double[] scaleRows(double[] source, int rows, int columns, int newRows) {
    double[] result = new double[newRows * columns];
    double extent = (double) rows / newRows;
    for (int r = 0; r < newRows; r++) {
      double from = r * extent;
      double to = Math.min(rows, from + extent);
      for (int s = (int) from; s < Math.ceil(to); s++) {
        double share = (Math.min(to, s + 1) - Math.max(from, s)) / extent;
        for (int c = 0; c < columns; c++) {
          result[r * columns + c] += share * source[s * columns + c];
        }
      }
    }
    return result;
  }

  private static double[] transpose(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        result[c * rows + r] = matrix[r * columns + c];
      }
    }
    return result;
  }
}
