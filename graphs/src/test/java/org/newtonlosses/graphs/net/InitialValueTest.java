package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.variable.InitialValue;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class InitialValueTest {

  private static double[] draw(InitialValue initial, long seed) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      try (Result result =
          session.runner().fetch(initial.draw(tf, Shape.of(100, 200), seed, 5)).run()) {
        assertThat(result.get(0).shape()).isEqualTo(Shape.of(100, 200));
        return Closeness.values((TFloat32) result.get(0));
      }
    }
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  @Test
  void haveTheirMoments() {
    double[] normal = draw(new InitialValue.Normal(0.3), 1);
    assertThat(Arrays.stream(normal).average().orElseThrow()).isCloseTo(0, within(0.01));
    assertThat(deviation(normal)).isCloseTo(0.3, within(0.005));
    assertThat(Arrays.stream(normal).max().orElseThrow()).isGreaterThan(0.9);

    double[] uniform = draw(new InitialValue.Uniform(0.3), 1);
    assertThat(Arrays.stream(uniform).average().orElseThrow()).isCloseTo(0, within(0.01));
    assertThat(deviation(uniform)).isCloseTo(0.3 / Math.sqrt(3), within(0.005));
    assertThat(Arrays.stream(uniform).max().orElseThrow()).isLessThanOrEqualTo(0.3f);

    assertThat(draw(new InitialValue.Constant(2), 1)).containsOnly(2);
  }

  @Test
  void areOfTheirSeed() {
    InitialValue normal = new InitialValue.Normal(1);
    assertThat(draw(normal, 1)).isEqualTo(draw(normal, 1)).isNotEqualTo(draw(normal, 2));
  }

  @Test
  void badNumbersAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InitialValue.Normal(0))
        .withMessage("deviation must be positive and finite, found 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InitialValue.Uniform(-1))
        .withMessage("bound must be positive and finite, found -1.0");
  }
}
