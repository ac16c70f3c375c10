package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.Graphs.runAll;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.testing.Numbers;

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
    Numbers a = Numbers.random(1, 0, 1, CASES);
    Numbers b = Numbers.random(2, 0, 1, CASES);
    Numbers c = Numbers.random(3, 0, 1, CASES);
    Numbers ab = merge(conorm, a, b);
    assertThat(merge(conorm, b, a)).isCloseTo(ab, within(1e-15));
    assertThat(merge(conorm, ab, c))
        .isCloseTo(merge(conorm, a, merge(conorm, b, c)), within(1e-14));
    assertThat(merge(conorm, a, a.map(x -> 0))).isCloseTo(a, within(1e-15));
    assertThat(merge(conorm, a, a.map(x -> 1))).isCloseTo(a.map(x -> 1), within(1e-15));
    for (int i = 0; i < CASES; i++) {
      assertThat(ab.get(i)).isBetween(Math.max(a.get(i), b.get(i)), 1.0);
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
    assertThat(merge(conorm, Numbers.of(0.5), Numbers.of(0.5)))
        .isCloseTo(new double[] {expected}, within(1e-15));
  }

  private static Numbers merge(TConorm conorm, Numbers a, Numbers b) {
    return runAll((tf, in) -> List.of(conorm.call(tf, in.get(0), in.get(1))), a, b).get(0);
  }
}
