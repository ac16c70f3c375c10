package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.CounterRandom;

class FeatureQuantilesTest {

  /** A list of one document, and one of the others. */
  private static RankedLists lists(int columns, float... features) {
    int documents = features.length / columns;
    return RankedLists.builder(FeatureColumns.indices(1, columns))
        .add("1", new int[1], Arrays.copyOf(features, columns))
        .add("2", new int[documents - 1], Arrays.copyOfRange(features, columns, features.length))
        .build();
  }

  @Test
  void quantilesOfFourIntervals() {
    FeatureQuantiles found = FeatureQuantiles.of(lists(1, 5, 1, 4, 2, 3), 4);
    assertThat(found.knots()).containsExactly(List.of(1.0, 2.0, 3.0, 4.0, 5.0));
    // The levels 0, ¼ … 1 of the five documents have the mean ½ and the variance ⅛.
    double unit = 0.25 / Math.sqrt(0.125);
    for (int i = 0; i < 5; i++) {
      assertThat(found.levels().get(0).get(i)).isCloseTo((i - 2) * unit, within(1e-12));
    }
  }

  @Test
  void equalQuantilesHaveTheMeanOfTheirLevels() {
    FeatureQuantiles found = FeatureQuantiles.of(lists(1, 0, 0, 0, 0, 8), 4);
    // 0, 0, 0, 0 and 8 at the levels 0, ¼, ½, ¾ and 1.
    assertThat(found.knots()).containsExactly(List.of(0.0, 8.0));
    double low = 0.375;
    double mean = (4 * low + 1) / 5;
    double deviation = Math.sqrt((4 * low * low + 1) / 5 - mean * mean);
    assertThat(found.levels().get(0).get(0)).isCloseTo((low - mean) / deviation, within(1e-12));
    assertThat(found.levels().get(0).get(1)).isCloseTo((1 - mean) / deviation, within(1e-12));
  }

  @Test
  void missingAndConstantColumns() {
    float nan = Float.NaN;
    FeatureQuantiles found = FeatureQuantiles.of(lists(3, nan, 7, 1, nan, 7, nan, nan, 7, 3), 2);
    assertThat(found.knots()).containsExactly(List.of(0.0), List.of(7.0), List.of(1.0, 2.0, 3.0));
    assertThat(found.levels().subList(0, 2)).containsExactly(List.of(0.0), List.of(0.0));
    assertThat(found.levels().get(2).get(1)).isCloseTo(0, within(1e-12));
  }

  @Test
  void manyDocumentsAreSampledEvenly() {
    int documents = 250_000;
    float[] features = new float[documents];
    CounterRandom random = CounterRandom.of(3, 0);
    for (int i = 0; i < documents; i++) {
      double u = random.uniform(i, 0, 1);
      features[i] = (float) (u * u);
    }
    FeatureQuantiles found = FeatureQuantiles.of(lists(1, features), 32);
    for (int i = 0; i <= 32; i++) {
      double level = i / 32.0;
      assertThat(found.knots().get(0).get(i)).isCloseTo(level * level, within(0.01));
      assertThat(found.levels().get(0).get(i))
          .isCloseTo((level - 0.5) * Math.sqrt(12), within(0.02));
    }
  }

  @Test
  void anIntervalIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureQuantiles.of(lists(1, 1, 2), 0))
        .withMessage("0 intervals, at least 1 is allowed");
  }
}
