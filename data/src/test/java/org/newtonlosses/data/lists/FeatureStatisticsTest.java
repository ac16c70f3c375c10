package org.newtonlosses.data.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FeatureStatisticsTest {
  private static final float NONE = Float.NaN;

  @Test
  void meansAndDeviationsOfWhatIsThere() {
    FeatureStatistics statistics =
        FeatureStatistics.of(
            RankedLists.builder(FeatureColumns.indices(1, 4))
                .add("x", new int[] {0, 1}, new float[] {1, 0.1f, NONE, NONE, 2, 0.1f, 3, NONE})
                .add("y", new int[] {0}, new float[] {6, 0.1f, 5, NONE})
                .build());
    // 1, 2, 6: deviations −2, −1, 3 from the mean
    assertThat(statistics.means()).containsExactly(3.0, (double) 0.1f, 4.0, 0.0);
    assertThat(statistics.deviations()).containsExactly(Math.sqrt(14 / 3.0), 1.0, 1.0, 1.0);
    assertThat(statistics.heavyTailed()).containsExactly(false, false, false, false);
  }

  @Test
  void heavyTailsAreMeasuredByTheirLogarithms() {
    int size = 100;
    float[] features = new float[3 * size];
    for (int i = 0; i < size; i++) {
      features[3 * i] = i == 0 ? 1000 : 1;
      features[3 * i + 1] = i == 0 ? -1000 : 1;
      features[3 * i + 2] = i % 2;
    }
    FeatureStatistics statistics =
        FeatureStatistics.of(
            RankedLists.builder(FeatureColumns.indices(1, 3))
                .add("x", new int[size], features)
                .build());
    assertThat(statistics.heavyTailed()).containsExactly(true, true, false);
    double one = Math.log(2);
    double far = Math.log(1001);
    assertThat(statistics.means().get(0)).isCloseTo((99 * one + far) / 100, within(1e-12));
    assertThat(statistics.means().get(1)).isCloseTo((99 * one - far) / 100, within(1e-12));
    assertThat(statistics.means().get(2)).isEqualTo(0.5);
    // p(1 − p) times the square of the difference, p = 1/100
    assertThat(statistics.deviations().get(0))
        .isCloseTo(Math.sqrt(0.01 * 0.99) * (far - one), within(1e-12));
    assertThat(statistics.deviations().get(1))
        .isCloseTo(Math.sqrt(0.01 * 0.99) * (far + one), within(1e-12));
    assertThat(statistics.deviations().get(2)).isEqualTo(0.5);
  }

  @Test
  void logarithmsMayBeChosen() {
    RankedLists lists =
        RankedLists.builder(FeatureColumns.indices(1, 1))
            .add("x", new int[2], new float[] {-1, 3})
            .build();
    FeatureStatistics logarithms = FeatureStatistics.of(lists, true);
    assertThat(logarithms.heavyTailed()).containsExactly(true);
    assertThat(logarithms.means().get(0)).isCloseTo(Math.log(2) / 2, within(1e-12));
    assertThat(logarithms.deviations().get(0)).isCloseTo(Math.log(2) * 1.5, within(1e-12));
    FeatureStatistics raw = FeatureStatistics.of(lists, false);
    assertThat(raw).isEqualTo(FeatureStatistics.of(lists));
    assertThat(raw.means()).containsExactly(1.0);
  }

  @Test
  void largeOffsetsDoNotHideDifferences() {
    FeatureStatistics statistics =
        FeatureStatistics.of(
            RankedLists.builder(FeatureColumns.indices(1, 1))
                .add("x", new int[4], new float[] {1e7f, 1e7f + 1, 1e7f + 2, 1e7f + 3})
                .build());
    assertThat(statistics.means()).containsExactly(1e7 + 1.5);
    assertThat(statistics.deviations()).containsExactly(Math.sqrt(1.25));
  }
}
