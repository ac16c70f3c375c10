package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.newtonlosses.graphs.net.Closeness.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** {@link GridCnn}: against loops over arrays. */
class GridCnnTest {

  private static final Standardization COLOURS =
      new Standardization(List.of(100.0, 120.0, 90.0), List.of(50.0, 60.0, 70.0));

  @ParameterizedTest(name = "tiles of {0}×{1} pixels, filters {2}×{2}")
  @CsvSource({
    "1, 1, 3, 1, 1, 1, 1", // a pixel a cell
    "4, 4, 3, 2, 2, 2, 2",
    "12, 1, 1, 2, 6, 1, 1", // what is left is pooled at the end
    "3, 5, 5, 3, 1, 5, 1",
  })
  void predictsAsTheTextbook(
      int tileHeight, int tileWidth, int kernel, int ph1, int ph2, int pw1, int pw2) {
    int n = 2;
    int h = 3;
    int w = 2;
    Shape image = Shape.of((long) h * tileHeight, (long) w * tileWidth, 3);
    byte[] pixels = new byte[Math.toIntExact(n * image.size())];
    new Random(3).nextBytes(pixels);
    Ports ports = new Ports(TUint8.class, image, Shape.of(h, w), COLOURS);
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TUint8 batch = TUint8.tensorOf(Shape.of(n).append(image), DataBuffers.of(pixels))) {
      Ops tf = Ops.create(graph);
      SeededParameters parameters = new SeededParameters(tf);
      Network network = new GridCnn(List.of(4, 5), kernel).create(parameters, ports);
      Placeholder<TUint8> fed =
          tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1).append(image)));
      Operand<TFloat32> output = network.call(tf, fed);
      parameters.initialize(session);
      try (Result result = session.runner().feed(fed, batch).fetch(output).run()) {
        TFloat32 found = (TFloat32) result.get(0);
        assertThat(found.shape()).isEqualTo(Shape.of(n, h, w));
        Map<String, double[]> values = parameters.values(session);
        double[] expected = new double[n * h * w];
        for (int b = 0; b < n; b++) {
          double[][][] x = standardized(pixels, b, image);
          x = stage(x, values, "convolution1", kernel, ph1, pw1);
          x = stage(x, values, "convolution2", kernel, ph2, pw2);
          for (int cell = 0; cell < h * w; cell++) {
            double sum = values.get("output/bias")[0];
            for (int c = 0; c < 5; c++) {
              sum += x[cell / w][cell % w][c] * values.get("output/filter")[c];
            }
            expected[b * h * w + cell] = sum;
          }
        }
        assertClose(Closeness.values(found), expected, 1e-5);
      }
    }
  }

  private static double[][][] standardized(byte[] pixels, int example, Shape image) {
    int h = (int) image.get(0);
    int w = (int) image.get(1);
    double[][][] x = new double[h][w][3];
    for (int i = 0; i < h * w * 3; i++) {
      x[i / (3 * w)][i / 3 % w][i % 3] =
          (Byte.toUnsignedInt(pixels[example * h * w * 3 + i]) - COLOURS.means().get(i % 3))
              / COLOURS.deviations().get(i % 3);
    }
    return x;
  }

  /** Convolution with a border of zeros, bias, ReLU, and the maxima of windows. */
  private static double[][][] stage(
      double[][][] x, Map<String, double[]> values, String name, int k, int height, int width) {
    double[] filter = values.get(name + "/filter");
    double[] bias = values.get(name + "/bias");
    int d = bias.length;
    int c = x[0][0].length;
    double[][][] y = new double[x.length / height][x[0].length / width][d];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[0].length; j++) {
        for (int channel = 0; channel < d; channel++) {
          double sum = bias[channel];
          for (int p = 0; p < k * k * c; p++) {
            int row = i + p / (k * c) - k / 2;
            int column = j + p / c % k - k / 2;
            if (row >= 0 && row < x.length && column >= 0 && column < x[0].length) {
              sum += x[row][column][p % c] * filter[p * d + channel];
            }
          }
          double[] cell = y[i / height][j / width];
          cell[channel] = Math.max(cell[channel], sum);
        }
      }
    }
    return y;
  }

  @Test
  void everyParameterHasADerivative() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      SeededParameters parameters = new SeededParameters(tf);
      Network network =
          new GridCnn(List.of(3, 4))
              .create(parameters, new Ports(TFloat32.class, Shape.of(8, 8), Shape.of(2, 2)));
      float[] image = new float[64];
      Random random = new Random(1);
      for (int i = 0; i < image.length; i++) {
        image[i] = (float) random.nextGaussian();
      }
      Operand<TFloat32> y = network.call(tf, tf.reshape(tf.constant(image), tf.array(1, 8, 8)));
      List<Output<?>> gradients =
          parameters.gradients(graph, y, tf.constant(new float[][][] {{{1, 2}, {3, 4}}}));
      parameters.initialize(session);
      Session.Runner runner = session.runner();
      gradients.forEach(runner::fetch);
      try (Result result = runner.run()) {
        assertThat(result.size()).isEqualTo(6);
        for (int i = 0; i < 6; i++) {
          double[] gradient = Closeness.values((TFloat32) result.get(i));
          assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow()).isPositive();
        }
      }
    }
  }

  @Test
  void impossibleSettingsAreErrors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridCnn(List.of()))
        .withMessage("the number of convolutions must be at least 1, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create(Shape.of(8, 9, 3), Shape.of(2, 2)))
        .withMessage(
            "a cell must have a whole number of pixels, found images of 8×9 for 2×2 cells");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create(Shape.of(2, 2, 3), Shape.of(4, 4)))
        .withMessageContaining("found images of 2×2 for 4×4 cells");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create(Shape.of(8, 8, 3), Shape.of(4)))
        .withMessageContaining("gives a grid [h, w], asked for [8, 8, 3] → [4]");
  }

  private static void create(Shape image, Shape grid) {
    try (Graph graph = new Graph()) {
      new GridCnn(List.of(2))
          .create(new SeededParameters(Ops.create(graph)), new Ports(TFloat32.class, image, grid));
    }
  }
}
