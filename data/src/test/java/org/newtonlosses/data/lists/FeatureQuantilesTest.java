package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureQuantilesTest {
  @Test
  void quantilesAreInterpolatedAndTheirLevelsStandardised() {
    FeatureQuantiles quantiles = FeatureQuantiles.of(column(7, 0, 1, 3, 2), 2);
    // 0, 1, 2, 3, 7: the median is 2, and 1 and 3 lie half and a fifth on their ways.
    assertThat(quantiles.knots()).containsExactly(List.of(0.0, 2.0, 7.0));
    double[] levels = {0, 0.25, 0.5, 0.6, 1};
    double mean = 2.35 / 5;
    double squares = 0;
    for (double level : levels) {
      squares += (level - mean) * (level - mean) / 5;
    }
    assertLevels(
        quantiles,
        (0 - mean) / Math.sqrt(squares),
        (0.5 - mean) / Math.sqrt(squares),
        (1 - mean) / Math.sqrt(squares));
  }

  @Test
  void equalQuantilesHaveTheMeanOfTheirLevels() {
    // Quantiles 0, 0, 0, 0.5, 1 of the levels 0, 1/4, 1/2, 3/4, 1.
    FeatureQuantiles quantiles = FeatureQuantiles.of(column(0, 0, 0, 1, 0, 1, 0), 4);
    assertThat(quantiles.knots()).containsExactly(List.of(0.0, 0.5, 1.0));
    // Documents have the levels 1/4, five times, and 1: mean 13/28, deviation √(5 · 2)/7 · 3/4.
    double mean = (5 * 0.25 + 2) / 7;
    double deviation = Math.sqrt(10.0) / 7 * 0.75;
    assertLevels(
        quantiles, (0.25 - mean) / deviation, (0.75 - mean) / deviation, (1 - mean) / deviation);
  }

  @Test
  void whatIsMissingIsLeftOut() {
    float none = Float.NaN;
    assertThat(FeatureQuantiles.of(column(none, 7, 0, none, 1, 3, 2), 2))
        .isEqualTo(FeatureQuantiles.of(column(7, 0, 1, 3, 2), 2));
    assertThat(FeatureQuantiles.of(column(none, none), 2))
        .isEqualTo(new FeatureQuantiles(List.of(List.of(0.0)), List.of(List.of(0.0))));
    assertThat(FeatureQuantiles.of(column(5, none, 5), 2))
        .isEqualTo(new FeatureQuantiles(List.of(List.of(5.0)), List.of(List.of(0.0))));
  }

  @Test
  void theLargestNumbersDoNotOverflow() {
    FeatureQuantiles quantiles =
        FeatureQuantiles.of(column(-Float.MAX_VALUE, Float.MAX_VALUE, 0, 0, 0), 4);
    assertThat(quantiles.knots())
        .containsExactly(List.of((double) -Float.MAX_VALUE, 0.0, (double) Float.MAX_VALUE));
    // Levels 0, 1/2, 1/2, 1/2, 1.
    assertLevels(quantiles, -Math.sqrt(2.5), 0, Math.sqrt(2.5));
  }

  @Test
  void manyDocumentsAreSampledEvenly() {
    int[] lengths = new int[1200];
    Arrays.fill(lengths, 100);
    FeatureQuantiles quantiles = FeatureQuantiles.of(ListsOf.lengths(lengths), 4);
    // The features are 0 … 119 999.
    List<Double> knots = quantiles.knots().get(0);
    for (int i = 0; i <= 4; i++) {
      assertThat(knots.get(i)).isCloseTo(30_000 * i, within(2.0));
    }
    // A uniform distribution.
    assertLevels(quantiles, -Math.sqrt(3), -Math.sqrt(0.75), 0, Math.sqrt(0.75), Math.sqrt(3));
  }

  @Test
  void whateverTheColumnLevelsRise() {
    Random random = new Random(1);
    for (int columns = 0; columns < 100; columns++) {
      float[] values = new float[1 + random.nextInt(200)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.exp(random.nextInt(20) * random.nextGaussian());
      }
      FeatureQuantiles quantiles = FeatureQuantiles.of(column(values), 32);
      assertThat(quantiles.knots().get(0)).isSorted().doesNotHaveDuplicates();
      assertThat(quantiles.levels().get(0)).isSorted().doesNotHaveDuplicates();
      assertThat(quantiles.levels().get(0)).hasSameSizeAs(quantiles.knots().get(0));
    }
  }

  @Test
  void intervalsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureQuantiles.of(column(1, 2), 0))
        .withMessage("0 intervals, at least 1 is allowed");
  }

  private static RankedLists column(float... values) {
    return RankedLists.builder(FeatureColumns.indices(1, 1))
        .add("x", new int[values.length], values)
        .build();
  }

  private static void assertLevels(FeatureQuantiles quantiles, double... expected) {
    List<Double> levels = quantiles.levels().get(0);
    assertThat(levels).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(levels.get(i)).isCloseTo(expected[i], within(1e-4));
    }
  }
}
