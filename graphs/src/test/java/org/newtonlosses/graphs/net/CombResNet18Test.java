package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.net.Closeness.assertClose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.newtonlosses.graphs.variable.State;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class CombResNet18Test {

  private static final Standardization STANDARDIZATION =
      new Standardization(List.of(60.0, 80.0, 100.0), List.of(50.0, 60.0, 70.0));

  @Test
  void hasTheParametersOfThePaper() {
    try (Graph graph = new Graph()) {
      SeededParameters parameters = new SeededParameters(Ops.create(graph));
      CombResNet18.create(parameters, 12, 12, STANDARDIZATION);
      assertThat(parameters.count()).isEqualTo(157_504);
      assertThat(parameters.reads()).hasSize(15);
    }
  }

  @Test
  void isInitialisedAsTorchvisionDoes() {
    try (Graph graph = new Graph()) {
      Map<String, InitialValue> initial = new HashMap<>();
      SeededParameters parameters = new SeededParameters(Ops.create(graph));
      CombResNet18.create(
          new ParameterSource() {
            @Override
            public Operand<TFloat32> trainable(String name, Shape shape, InitialValue value) {
              initial.put(name, value);
              return parameters.trainable(name, shape, value);
            }

            @Override
            public State state(String name, Shape shape, InitialValue value) {
              initial.put(name, value);
              return parameters.state(name, shape, value);
            }
          },
          12,
          12,
          STANDARDIZATION);
      assertThat(initial)
          .hasSize(25)
          .containsEntry("convolution/filter", new InitialValue.Normal(Math.sqrt(2.0 / 3136)))
          .containsEntry(
              "block2/convolution1/filter", new InitialValue.Normal(Math.sqrt(2.0 / 576)))
          .containsEntry("normalization/scale", new InitialValue.Constant(1))
          .containsEntry("block1/normalization2/shift", new InitialValue.Constant(0))
          .containsEntry("normalization/running_mean", new InitialValue.Constant(0))
          .containsEntry("block2/normalization1/running_variance", new InitialValue.Constant(1));
    }
  }

  @ParameterizedTest(name = "{0} images of {1}×{2} → {3}×{4}")
  @CsvSource({
    "2, 16, 24, 2, 3", // windows of 2×2
    "2, 21, 18, 4, 3", // windows that overlap, odd sizes
    "3, 12, 8, 5, 2", // more rows than the features have
    "2, 17, 17, 5, 5", // windows of 1×1
    "4, 3, 5, 1, 1"
  })
  void predictsAsTheTextbook(int n, int height, int width, int h, int w) {
    try (Fixture net = new Fixture(n, height, width, h, w)) {
      Map<String, double[]> parameters = net.parameters.values(net.session);
      TextbookResNet serving = new TextbookResNet(parameters, false);
      TextbookResNet training = new TextbookResNet(parameters, true);
      assertClose(net.run(List.of(net.served)).get(0), serving.call(net.maps, h, w).values, 1e-5);
      assertClose(
          net.run(List.of(net.trained.predictions())).get(0),
          training.call(net.maps, h, w).values,
          1e-4);
    }
  }

  @Test
  void runningStatisticsFollowTheBatchesAndServe() {
    try (Fixture net = new Fixture(3, 16, 16, 2, 2)) {
      Map<String, double[]> parameters = net.parameters.values(net.session);
      for (int batch = 0; batch < 2; batch++) {
        TextbookResNet training = new TextbookResNet(parameters, true);
        training.call(net.maps, 2, 2);
        net.update();
        parameters.putAll(training.running());
        net.parameters
            .values(net.session)
            .forEach((name, value) -> assertClose(value, parameters.get(name), 1e-4));
      }
      assertThat(net.trained.updates()).hasSize(10);
      assertClose(
          net.run(List.of(net.served)).get(0),
          new TextbookResNet(parameters, false).call(net.maps, 2, 2).values,
          1e-4);
    }
  }

  @Test
  void gradientsAreThoseOfTheTextbook() {
    try (Fixture net = new Fixture(2, 16, 16, 3, 2)) {
      Random random = new Random(3);
      float[] weights = new float[2 * 3 * 2];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) random.nextGaussian();
      }
      Operand<TFloat32> dy = net.tf.reshape(net.tf.constant(weights), net.tf.array(2, 3, 2));
      List<Output<?>> gradients =
          net.parameters.gradients(net.graph, net.trained.predictions(), dy);
      List<double[]> found = net.run(new ArrayList<Operand<?>>(gradients));

      Map<String, double[]> parameters = net.parameters.values(net.session);
      List<String> trainable =
          parameters.keySet().stream().filter(name -> !name.contains("running")).toList();
      for (int k = 0; k < trainable.size(); k++) {
        // Along a random direction of one parameter; small, to meet no kink of a ReLU.
        double[] direction = random.doubles(found.get(k).length, -1, 1).toArray();
        double h = 1e-7;
        double slope =
            (weighted(net, disturbed(parameters, trainable.get(k), direction, h), weights)
                    - weighted(
                        net, disturbed(parameters, trainable.get(k), direction, -h), weights))
                / (2 * h);
        double expected = 0;
        double size = 0;
        for (int i = 0; i < direction.length; i++) {
          expected += found.get(k)[i] * direction[i];
          size += found.get(k)[i] * found.get(k)[i];
        }
        assertThat(expected).as(trainable.get(k)).isCloseTo(slope, within(1e-3 * Math.sqrt(size)));
      }
    }
  }

  private static double weighted(Fixture net, Map<String, double[]> parameters, float[] weights) {
    double[] y = new TextbookResNet(parameters, true).call(net.maps, 3, 2).values;
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i] * y[i];
    }
    return sum;
  }

  private static Map<String, double[]> disturbed(
      Map<String, double[]> parameters, String name, double[] direction, double h) {
    Map<String, double[]> copy = new HashMap<>(parameters);
    double[] value = parameters.get(name).clone();
    for (int i = 0; i < value.length; i++) {
      value[i] += h * direction[i];
    }
    copy.put(name, value);
    return copy;
  }

  @Test
  void impossibleShapesAreRefused() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      CombResNet18 net = CombResNet18.create(new SeededParameters(tf), 2, 2, STANDARDIZATION);
      Operand<TUint8> grey =
          tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, 32, 32, 1)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> net.call(tf, grey))
          .withMessageContaining("[N, H, W, 3]")
          .withMessageContaining("found [-1, 32, 32, 1]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CombResNet18.create(new SeededParameters(tf), 0, 2, STANDARDIZATION))
          .withMessage("the grid must have at least one cell, found 0 by 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Standardization(List.of(1.0), List.of(0.0)))
          .withMessage("channel deviation must be positive and finite, found 0.0");
    }
  }

  /** A network, a batch of random images, and the same standardised. */
  private static final class Fixture implements AutoCloseable {
    final Graph graph = new Graph();
    final Ops tf = Ops.create(graph);
    final SeededParameters parameters = new SeededParameters(tf);
    final Placeholder<TUint8> images;
    final Operand<TFloat32> served;
    final TrainingPass trained;
    final List<Op> assignments = new ArrayList<>();
    final Session session = new Session(graph);
    final TUint8 batch;
    final TextbookResNet.Maps maps;

    Fixture(int n, int height, int width, int h, int w) {
      CombResNet18 net = CombResNet18.create(parameters, h, w, STANDARDIZATION);
      images = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, height, width, 3)));
      served = net.call(tf, images);
      trained = net.train(tf, images);
      trained.updates().forEach(update -> assignments.add(update.assign(tf)));
      parameters.initialize(session);
      byte[] pixels = new byte[n * height * width * 3];
      new Random(1).nextBytes(pixels);
      batch = TUint8.tensorOf(Shape.of(n, height, width, 3), DataBuffers.of(pixels));
      maps = new TextbookResNet.Maps(n, height, width, 3);
      for (int i = 0; i < pixels.length; i++) {
        maps.values[i] =
            (Byte.toUnsignedInt(pixels[i]) - STANDARDIZATION.means().get(i % 3))
                / STANDARDIZATION.deviations().get(i % 3);
      }
    }

    List<double[]> run(List<Operand<?>> fetches) {
      Session.Runner runner = session.runner().feed(images, batch);
      fetches.forEach(runner::fetch);
      List<double[]> values = new ArrayList<>();
      try (Result result = runner.run()) {
        for (Map.Entry<String, Tensor> entry : result) {
          values.add(Closeness.values((TFloat32) entry.getValue()));
        }
      }
      return values;
    }

    void update() {
      Session.Runner runner = session.runner().feed(images, batch);
      assignments.forEach(runner::addTarget);
      runner.run().close();
    }

    @Override
    public void close() {
      batch.close();
      session.close();
      graph.close();
    }
  }
}
