package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** The laws of t-conorms, their values and their names. */
class TConormTest {

  private static final int CASES = 50;

  @ParameterizedTest
  @EnumSource(TConorm.class)
  void obeysTheLaws(TConorm conorm) {
    Random random = new Random(1);
    double[] a = random.doubles(CASES).toArray();
    double[] b = random.doubles(CASES).toArray();
    double[] c = random.doubles(CASES).toArray();
    double[] zero = new double[CASES];
    double[] one = new double[CASES];
    Arrays.fill(one, 1);
    double[] ab = merge(conorm, 0.3, a, b);
    assertThat(merge(conorm, 0.3, b, a)).containsExactly(ab, within(1e-15));
    assertThat(merge(conorm, 0.3, ab, c))
        .containsExactly(merge(conorm, 0.3, a, merge(conorm, 0.3, b, c)), within(1e-14));
    assertThat(merge(conorm, 0.3, a, zero)).containsExactly(a, within(1e-15));
    assertThat(merge(conorm, 0.3, a, one)).containsExactly(one, within(1e-15));
    for (int i = 0; i < CASES; i++) {
      assertThat(ab[i]).isBetween(Math.max(a[i], b[i]), 1.0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "probabilistic, 0.75, 0",
    "hamacher, 0.875, 5",
    "hamacher, 0.75, 1",
    "hamacher, 0.8, 2",
    "einstein, 0.8, 0",
    "yager-1, 1, 0"
  })
  void mergesHalfAndHalf(String key, double expected, double p) {
    double[] halves = new double[CASES];
    Arrays.fill(halves, 0.5);
    assertThat(merge(TConorm.parse(key), p, halves, halves)[0]).isCloseTo(expected, within(1e-15));
  }

  @Test
  void anotherNameIsAnError() {
    assertThatThrownBy(() -> TConorm.parse("yager"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "conorm must be one of probabilistic, hamacher, einstein, yager-1, found yager");
  }

  private static double[] merge(TConorm conorm, double p, double[] a, double[] b) {
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            List.of(Shape.of(CASES), Shape.of(CASES)),
            (tf, in) -> {
              Operand<TFloat64> merged = conorm.call(tf, in.get(0), in.get(1), p);
              return List.of(merged);
            })) {
      return graph.run(a, b).get(0);
    }
  }
}
