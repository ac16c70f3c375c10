package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** The laws of t-conorms, and their values. */
class TConormTest {

  private static final int CASES = 50;

  static List<TConorm> all() {
    return List.of(
        new TConorm.Probabilistic(),
        new TConorm.Hamacher(0.3),
        new TConorm.Einstein(),
        new TConorm.Yager1());
  }

  @ParameterizedTest
  @MethodSource("all")
  void obeysTheLaws(TConorm conorm) {
    Random random = new Random(1);
    double[] a = random.doubles(CASES).toArray();
    double[] b = random.doubles(CASES).toArray();
    double[] c = random.doubles(CASES).toArray();
    double[] zero = new double[CASES];
    double[] one = new double[CASES];
    Arrays.fill(one, 1);
    double[] ab = merge(conorm, a, b);
    assertThat(merge(conorm, b, a)).containsExactly(ab, within(1e-15));
    assertThat(merge(conorm, ab, c))
        .containsExactly(merge(conorm, a, merge(conorm, b, c)), within(1e-14));
    assertThat(merge(conorm, a, zero)).containsExactly(a, within(1e-15));
    assertThat(merge(conorm, a, one)).containsExactly(one, within(1e-15));
    for (int i = 0; i < CASES; i++) {
      assertThat(ab[i]).isBetween(Math.max(a[i], b[i]), 1.0);
    }
  }

  static List<Arguments> halves() {
    return List.of(
        Arguments.of(new TConorm.Probabilistic(), 0.75),
        Arguments.of(new TConorm.Hamacher(5), 0.875),
        Arguments.of(new TConorm.Hamacher(1), 0.75),
        Arguments.of(new TConorm.Hamacher(2), 0.8),
        Arguments.of(new TConorm.Einstein(), 0.8),
        Arguments.of(new TConorm.Yager1(), 1));
  }

  @ParameterizedTest
  @MethodSource("halves")
  void mergesHalfAndHalf(TConorm conorm, double expected) {
    double[] halves = new double[CASES];
    Arrays.fill(halves, 0.5);
    assertThat(merge(conorm, halves, halves)[0]).isCloseTo(expected, within(1e-15));
  }

  private static double[] merge(TConorm conorm, double[] a, double[] b) {
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            List.of(Shape.of(CASES), Shape.of(CASES)),
            (tf, in) -> {
              Operand<TFloat64> merged = conorm.call(tf, in.get(0), in.get(1));
              return List.of(merged);
            })) {
      return graph.run(a, b).get(0);
    }
  }
}
