package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;
import static org.newtonlosses.graphs.testing.Graphs.run;
import static org.newtonlosses.graphs.testing.Graphs.runAll;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** Exact permutations, targets and the metrics that count them. */
class ExactRankingTest {

  private static final double NAN = Double.NaN;

  @Test
  void permutationPutsTiesInTheOrderOfTheirIndex() {
    assertThat(permutation(TFloat64.class, 3, 1, 2)).containsExactly(0, 1, 0, 0, 0, 1, 1, 0, 0);
    assertThat(permutation(TFloat64.class, 5, 5, 4)).containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0);
  }

  @Test
  void targetTakesWholeNumbers() {
    double[] expected = {0, 1, 0, 0, 0, 1, 1, 0, 0};
    assertThat(permutation(TInt32.class, 9999, 0, 17)).containsExactly(expected);
    assertThat(permutation(TUint8.class, 255, 0, 128)).containsExactly(expected);
  }

  @Test
  void metricsCountOverTheBatch() {
    double[] scores = {1, 3, 2, 0.1, 0.2, 0.3, 9, 8, 7};
    double[] values = {10, 30, 40, 5, 6, 7, 1, 2, 3};
    // Shares of right ranks: ⅓, 1 and, in the reversed example, the middle one.
    assertThat(metrics(3, scores, values)).isCloseTo(new double[] {1, 5.0 / 3, 1}, within(1e-6));
  }

  @Test
  void firstFiveItemsAreRankedAlone() {
    double[] values = {1, 2, 3, 4, 5, 6};
    double[] lastMisplaced = {1, 2, 3, 4, 5, 0};
    double[] fifthMisplaced = {1, 2, 3, 4, 0, 6};
    assertThat(metrics(6, lastMisplaced, values)).containsExactly(0, 0, 1);
    assertThat(metrics(6, fifthMisplaced, values))
        .isCloseTo(new double[] {0, 1.0 / 6, 0}, within(1e-6));
  }

  @Test
  void scoresThatAreNoNumbersAreWrong() {
    double[] values = {1, 2, 3, 1, 2, 3};
    assertThat(metrics(3, new double[] {NAN, NAN, NAN, 1, 2, 3}, values)).containsExactly(1, 1, 1);
    assertThat(metrics(3, new double[] {1, 2, NAN, 1, NAN, 3}, values)).containsExactly(0, 0, 0);
  }

  @Test
  void metricsRefuseValuesOfAnotherShape() {
    assertThatGraph(
            (tf, scores) ->
                RankingMetrics.of(tf, scores, tf.zeros(tf.array(2, 4), TInt32.class)).exactMatch())
        .refuses(Shape.of(-1, 3))
        .hasMessage("values must have the shape of the scores, [-1, 3], found [2, 4]");
  }

  private static <V extends TNumber> Numbers permutation(Class<V> type, double... values) {
    return run(
        type,
        (tf, v) -> HardPermutation.of(tf, v, TFloat64.class),
        Numbers.of(new double[][] {values}));
  }

  private static Numbers metrics(int n, double[] scores, double[] values) {
    return runAll(
            TFloat32.class,
            (tf, in) -> {
              RankingMetrics m =
                  RankingMetrics.of(tf, in.get(0), tf.dtypes.cast(in.get(1), TInt32.class));
              return List.of(tf.stack(List.of(m.exactMatch(), m.elementWise(), m.exactMatch5())));
            },
            Numbers.of(Shape.of(-1, n), scores),
            Numbers.of(Shape.of(-1, n), values))
        .get(0);
  }
}
