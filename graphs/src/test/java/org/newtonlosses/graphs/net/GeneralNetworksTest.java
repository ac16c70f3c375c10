package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.activations.ReLU;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** {@link Mlp} and {@link Cnn}: against loops over arrays. */
class GeneralNetworksTest {

  private static final Standardization COLOURS =
      new Standardization(List.of(100.0, 120.0, 90.0), List.of(50.0, 60.0, 70.0));

  @Test
  void parametersAreCounted() {
    assertThat(
            count(new Mlp(List.of(64, 64)), new Ports(TFloat32.class, Shape.of(3), Shape.scalar())))
        .isEqualTo(4481);
    assertThat(count(new Mlp(List.of()), new Ports(TFloat32.class, Shape.scalar(), Shape.of(2))))
        .isEqualTo(4);
    assertThat(
            count(
                new Cnn(List.of(16, 32), List.of(64)),
                new Ports(TUint8.class, Shape.of(28, 28), Shape.of(10))))
        .isEqualTo(105_866);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void mlpIsThatOfTheTextbook(int n) {
    Ports ports = new Ports(TInt32.class, Shape.of(2, 3), Shape.of(2, 2), COLOURS);
    int[] input = new Random(2).ints(6L * n, 0, 255).toArray();
    try (TInt32 tensor = TInt32.tensorOf(Shape.of(n, 2, 3), DataBuffers.of(input))) {
      Outcome found = run(new Mlp(List.of(4, 3), new Tanh()), ports, tensor);
      assertThat(found.shape).isEqualTo(Shape.of(n, 2, 2));
      for (int b = 0; b < n; b++) {
        double[] x = standardized(Arrays.copyOfRange(input, 6 * b, 6 * b + 6));
        assertThat(Arrays.copyOfRange(found.values, 4 * b, 4 * b + 4))
            .containsExactly(dense(found.parameters, 3, x, Math::tanh), within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void cnnIsThatOfTheTextbook(int n) {
    // Odd sizes, 5 → 3 → 2 and 3 → 2 → 1, and a kernel that is not the default.
    Ports ports = new Ports(TUint8.class, Shape.of(5, 3, 3), Shape.scalar(), COLOURS);
    byte[] input = new byte[45 * n];
    new Random(3).nextBytes(input);
    try (TUint8 tensor = TUint8.tensorOf(Shape.of(n, 5, 3, 3), DataBuffers.of(input))) {
      Outcome found = run(new Cnn(List.of(2, 4), 5, List.of(3), new ReLU()), ports, tensor);
      assertThat(found.shape).isEqualTo(Shape.of(n));
      for (int b = 0; b < n; b++) {
        int[] pixels = new int[45];
        for (int i = 0; i < 45; i++) {
          pixels[i] = Byte.toUnsignedInt(input[45 * b + i]);
        }
        double[][][] x = image(standardized(pixels), 5, 3, 3);
        x = convolved(x, found.parameters, "convolution1", 5, 2);
        x = convolved(x, found.parameters, "convolution2", 5, 4);
        double[] flat =
            Arrays.stream(x).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
        assertThat(flat).hasSize(2 * 1 * 4);
        assertThat(found.values[b])
            .isCloseTo(dense(found.parameters, 2, flat, v -> Math.max(v, 0))[0], within(1e-5));
      }
    }
  }

  @Test
  void cnnTakesImagesWithoutChannels() {
    try (TFloat32 images =
        TFloat32.tensorOf(Shape.of(2, 4, 4), data -> fill(data, new Random(4)))) {
      Outcome found =
          run(
              new Cnn(List.of(2), List.of()),
              new Ports(TFloat32.class, Shape.of(4, 4), Shape.of(3)),
              images);
      assertThat(found.shape).isEqualTo(Shape.of(2, 3));
      assertThat(found.parameters.get("convolution1/filter")).hasSize(9 * 2);
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    double[] first = initial(7);
    assertThat(initial(7)).containsExactly(first);
    assertThat(initial(8)).isNotEqualTo(first);
    // The two hidden layers of the same shape differ too.
    assertThat(Arrays.copyOfRange(first, 0, 1600))
        .isNotEqualTo(Arrays.copyOfRange(first, 1600, 3200));
  }

  @Test
  void weightsHaveTheCustomaryVariance() {
    double[] weights = initial(7);
    assertThat(variance(weights, 0, 3200)).isCloseTo(2.0 / 40, within(0.004));
    assertThat(variance(weights, 3200, 4000)).isCloseTo(2.0 / 60, within(0.004));
    assertThat(Arrays.stream(weights, 0, 3200).average().orElseThrow()).isCloseTo(0, within(0.01));
  }

  @Test
  void badNumbersAndInputsAreNamed() {
    Ports numbers = new Ports(TFloat32.class, Shape.of(3), Shape.scalar());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mlp(List.of(3, 0)))
        .withMessage("the width of a layer must be at least 1, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cnn(List.of(), List.of()))
        .withMessage("the number of convolutions must be at least 1, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cnn(List.of(1), 0, List.of(), new ReLU()))
        .withMessage("kernel must be at least 1, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> count(new Cnn(List.of(1), List.of()), numbers))
        .withMessage("a cnn takes images [h, w] or [h, w, c], asked for [3]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                count(
                    new Mlp(List.of()),
                    new Ports(TFloat32.class, Shape.of(2), Shape.scalar(), COLOURS)))
        .withMessage(
            "a standardization of 3 channels does not fit the input [2], whose last axis is the"
                + " channels");
    try (TFloat32 wrong = TFloat32.tensorOf(Shape.of(2, 4))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run(new Mlp(List.of()), numbers, wrong, Shape.of(-1, 4)))
          .withMessage("the network takes TFloat32 [-1, 3], found TFloat32 [-1, 4]");
    }
  }

  /** A network's outputs and parameters. */
  private static final class Outcome {
    private final Shape shape;
    private final double[] values;
    private final Map<String, double[]> parameters;

    private Outcome(TFloat32 outputs, Map<String, double[]> parameters) {
      this.shape = outputs.shape();
      this.values = Closeness.values(outputs);
      this.parameters = parameters;
    }
  }

  private static Outcome run(Architecture architecture, Ports ports, TType input) {
    return run(architecture, ports, input, Shape.of(-1).append(ports.input()));
  }

  private static Outcome run(
      Architecture architecture, Ports ports, TType input, Shape placeholder) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      SeededParameters parameters = new SeededParameters(tf);
      Network network = architecture.create(parameters, ports);
      Placeholder<? extends TType> fed =
          tf.placeholder(ports.type(), Placeholder.shape(placeholder));
      Operand<TFloat32> output = network.call(tf, fed);
      parameters.initialize(session);
      try (Result result = session.runner().feed(fed, input).fetch(output).run()) {
        return new Outcome((TFloat32) result.get(0), parameters.values(session));
      }
    }
  }

  private static long count(Architecture architecture, Ports ports) {
    try (Graph graph = new Graph()) {
      SeededParameters parameters = new SeededParameters(Ops.create(graph));
      architecture.create(parameters, ports);
      return parameters.count();
    }
  }

  /** All initial values of 40 → 40 → 40 → 20: both hidden layers' weights first. */
  private static double[] initial(long seed) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Variables variables = new Variables(Ops.create(graph), seed);
      new Mlp(List.of(40, 40))
          .create(variables, new Ports(TFloat32.class, Shape.of(40), Shape.of(20)));
      variables.initialize(session);
      Session.Runner runner = session.runner();
      for (String name : List.of("dense1/weights", "dense2/weights", "dense3/weights")) {
        variables.trainable().stream()
            .filter(variable -> variable.name().equals(name))
            .forEach(variable -> runner.fetch(variable.value()));
      }
      try (Result result = runner.run()) {
        return Arrays.stream(new int[] {0, 1, 2})
            .mapToObj(i -> Closeness.values((TFloat32) result.get(i)))
            .flatMapToDouble(Arrays::stream)
            .toArray();
      }
    }
  }

  private static double variance(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).map(v -> v * v).average().orElseThrow();
  }

  private static double[] standardized(int[] values) {
    double[] x = new double[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (values[i] - COLOURS.means().get(i % 3)) / COLOURS.deviations().get(i % 3);
    }
    return x;
  }

  private static double[] dense(
      Map<String, double[]> parameters, int layers, double[] input, DoubleUnaryOperator f) {
    double[] x = input;
    for (int layer = 1; layer <= layers; layer++) {
      double[] weights = parameters.get("dense" + layer + "/weights");
      double[] y = parameters.get("dense" + layer + "/bias").clone();
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < y.length; j++) {
          y[j] += (layer == 1 ? x[i] : f.applyAsDouble(x[i])) * weights[i * y.length + j];
        }
      }
      x = y;
    }
    return x;
  }

  private static double[][][] image(double[] flat, int h, int w, int c) {
    double[][][] image = new double[h][w][c];
    for (int i = 0; i < flat.length; i++) {
      image[i / (w * c)][i / c % w][i % c] = flat[i];
    }
    return image;
  }

  /** Convolution with a border of zeros, bias, ReLU, and the maxima of 2×2 windows. */
  private static double[][][] convolved(
      double[][][] x, Map<String, double[]> parameters, String name, int k, int d) {
    double[] filter = parameters.get(name + "/filter");
    double[] bias = parameters.get(name + "/bias");
    int h = x.length;
    int w = x[0].length;
    int c = x[0][0].length;
    double[][][] y = new double[(h + 1) / 2][(w + 1) / 2][d];
    for (int i = 0; i < h; i++) {
      for (int j = 0; j < w; j++) {
        for (int channel = 0; channel < d; channel++) {
          double sum = bias[channel];
          for (int p = 0; p < k * k * c; p++) {
            int row = i + p / (k * c) - k / 2;
            int column = j + p / c % k - k / 2;
            if (row >= 0 && row < h && column >= 0 && column < w) {
              sum += x[row][column][p % c] * filter[p * d + channel];
            }
          }
          y[i / 2][j / 2][channel] = Math.max(y[i / 2][j / 2][channel], sum);
        }
      }
    }
    return y;
  }

  private static void fill(TFloat32 data, Random random) {
    data.scalars().forEach(scalar -> scalar.setFloat(random.nextFloat()));
  }
}
