package org.newtonlosses.data.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.CounterRandom;

class StartRegionsTest {

  @Test
  void regionsAreBetweenPercentiles() {
    // 0 to 200 steps, and a cell without a path: percentiles are half the steps.
    double[] values =
        IntStream.rangeClosed(0, 201).mapToDouble(i -> i == 201 ? -999 : -i).toArray();
    StartRegions regions = new StartRegions(values);
    assertThat(regions.cells(0)).contains(111, 125, 139).doesNotContain(109, 141);
    assertThat(regions.cells(1)).contains(141, 155, 169).doesNotContain(139, 171);
    assertThat(regions.cells(2)).contains(171, 185, 200).doesNotContain(169, 201);
    Set<Integer> drawn = new HashSet<>();
    CounterRandom random = CounterRandom.of(0, 0);
    for (int i = 0; i < 2000; i++) {
      drawn.add(regions.draw(random, i));
    }
    assertThat(drawn).hasSizeBetween(88, 93).doesNotContain(109, 201);
  }

  @Test
  void anEmptyRegionGivesWayToTheLast() {
    // 0, 1 and 2 steps: only the last region holds one of them, the farthest.
    double[] values = {-99, -2, -1, 0};
    StartRegions regions = new StartRegions(values);
    assertThat(regions.cells(0)).isEmpty();
    for (int i = 0; i < 20; i++) {
      assertThat(regions.draw(CounterRandom.of(1, 1), i)).isEqualTo(1);
    }
  }

  @Test
  void aGoalAloneIsItsOwnStart() {
    assertThat(new StartRegions(new double[] {-3, 0, -3}).draw(CounterRandom.of(0, 0), 5))
        .isEqualTo(1);
    assertThat(new StartRegions(new double[] {0}).draw(CounterRandom.of(0, 0), 5)).isZero();
  }
}
