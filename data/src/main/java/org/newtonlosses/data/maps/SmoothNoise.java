package org.newtonlosses.data.maps;

import org.newtonlosses.data.CounterRandom;

/**
 * Smooth random fields: white noise, blurred by three box filters, with mean 0 and deviation 1.
 *
 * <p>The field is periodic in both directions. Three boxes of radius r make a bell of standard
 * deviation √(r² + r), which is the size of the blobs.
 */
final class SmoothNoise {
  private static final int PASSES = 3;

  private SmoothNoise() {}

  /**
   * Draws a field [height, width].
   *
   * @param random its numbers 0 … height·width − 1 are used
   * @param height period downwards, more than twice radiusY
   * @param width period to the right, more than twice radiusX
   * @param radiusY of the boxes downwards; 0 leaves the rows independent
   * @param radiusX of the boxes to the right
   */
  static float[] draw(CounterRandom random, int height, int width, int radiusY, int radiusX) {
    float[] field = new float[height * width];
    for (int i = 0; i < field.length; i++) {
      field[i] = (float) random.uniform(i, -1, 1);
    }
    float[] line = new float[Math.max(height, width)];
    for (int pass = 0; pass < PASSES; pass++) {
      for (int y = 0; radiusX > 0 && y < height; y++) {
        blur(field, y * width, 1, width, radiusX, line);
      }
      for (int x = 0; radiusY > 0 && x < width; x++) {
        blur(field, x, width, height, radiusY, line);
      }
    }
    // A uniform number in −1 … 1 has the variance 1/3.
    float scale = (float) Math.sqrt(3 / (keptVariance(radiusY) * keptVariance(radiusX)));
    for (int i = 0; i < field.length; i++) {
      field[i] *= scale;
    }
    return field;
  }

  /**
   * Draws a field [height, width] whose opposite edges are independent: a part of a larger one.
   *
   * @param radius of the boxes, at least 1
   */
  static float[] patch(CounterRandom random, int height, int width, int radius) {
    int margin = 3 * radius;
    float[] torus = draw(random, height + margin, width + margin, radius, radius);
    float[] field = new float[height * width];
    for (int row = 0; row < height; row++) {
      System.arraycopy(torus, row * (width + margin), field, row * width, width);
    }
    return field;
  }

  private static void blur(
      float[] field, int from, int stride, int size, int radius, float[] line) {
    for (int i = 0; i < size; i++) {
      float sum = 0;
      for (int d = -radius; d <= radius; d++) {
        int j = i + d;
        j += j < 0 ? size : j >= size ? -size : 0;
        sum += field[from + j * stride];
      }
      line[i] = sum / (2 * radius + 1);
    }
    for (int i = 0; i < size; i++) {
      field[from + i * stride] = line[i];
    }
  }

  /** Returns the share of white noise's variance that the boxes leave: Σ of the bell's squares. */
  private static double keptVariance(int radius) {
    double[] bell = {1};
    for (int pass = 0; pass < PASSES; pass++) {
      double[] wider = new double[bell.length + 2 * radius];
      for (int i = 0; i < wider.length; i++) {
        for (int j = Math.max(0, i - 2 * radius); j <= Math.min(i, bell.length - 1); j++) {
          wider[i] += bell[j] / (2 * radius + 1);
        }
      }
      bell = wider;
    }
    double sum = 0;
    for (double value : bell) {
      sum += value * value;
    }
    return sum;
  }
}
