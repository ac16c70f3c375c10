package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.newtonlosses.graphs.net.Closeness.assertClose;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class MultiDigitCnnTest {

  @Test
  void hasTheParametersOfThePaper() {
    try (Graph graph = new Graph()) {
      SeededParameters parameters = new SeededParameters(Ops.create(graph));
      MultiDigitCnn.create(parameters);
      assertThat(parameters.reads()).hasSize(8);
      assertThat(parameters.count()).isEqualTo(855_041);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void scoresAndGradientsAreThoseOfTheTextbookNetwork(int n) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TUint8 images = randomImages(n)) {
      Ops tf = Ops.create(graph);
      SeededParameters parameters = new SeededParameters(tf);
      MultiDigitCnn network = MultiDigitCnn.create(parameters);
      Placeholder<TUint8> input =
          tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, 28, 112)));
      Operand<TFloat32> scores = network.call(tf, input);
      Operand<TFloat32> expected = TextbookCnn.call(tf, network, input);
      // A different weight for each image, so that no two images can be confused.
      float[] weights = new float[n];
      for (int i = 0; i < n; i++) {
        weights[i] = 1f - 0.4f * i;
      }
      Operand<TFloat32> dy = tf.constant(weights);

      Session.Runner runner = session.runner().feed(input, images).fetch(scores).fetch(expected);
      parameters.gradients(graph, scores, dy).forEach(runner::fetch);
      parameters.gradients(graph, expected, dy).forEach(runner::fetch);
      parameters.initialize(session);
      try (Result result = runner.run()) {
        assertThat(result.get(0).shape()).isEqualTo(Shape.of(n));
        assertClose(values(result, 0), values(result, 1), 1e-5);
        for (int i = 0; i < 8; i++) {
          assertClose(values(result, 2 + i), values(result, 10 + i), 1e-5);
        }
      }
    }
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      MultiDigitCnn network = MultiDigitCnn.create(new SeededParameters(tf));
      Operand<TUint8> square =
          tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, 28, 28)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.call(tf, square))
          .withMessageContaining("[N, 28, 112]")
          .withMessageContaining("28, 28");
    }
  }

  private static TUint8 randomImages(int n) {
    byte[] pixels = new byte[n * 28 * 112];
    new Random(1).nextBytes(pixels);
    return TUint8.tensorOf(Shape.of(n, 28, 112), DataBuffers.of(pixels));
  }

  private static double[] values(Result result, int index) {
    return Closeness.values((TFloat32) result.get(index));
  }
}
