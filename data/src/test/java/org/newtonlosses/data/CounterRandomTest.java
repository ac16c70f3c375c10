package org.newtonlosses.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.Ints;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
  @Test
  void isSplitMix64ByIndex() {
    SplittableRandom sequential = new SplittableRandom(42);
    CounterRandom random = new CounterRandom(42);
    for (int i = 0; i < 100; i++) {
      assertThat(random.bits(i)).isEqualTo(sequential.nextLong());
    }
  }

  @Test
  void theNumbersOfASeedAreFixedForGood() {
    // computed apart from this code, in Python
    assertThat(CounterRandom.of(1, 2).bits(0)).isEqualTo(0x3E12204644234BB0L);
  }

  @Test
  void belowIsUniform() {
    CounterRandom random = CounterRandom.of(1, 2);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.below(i, 7)]++;
    }
    // five standard deviations of a binomial count: √(70 000 · 1/7 · 6/7) ≈ 93
    assertThat(Ints.asList(counts))
        .allSatisfy(count -> assertThat(count).isCloseTo(10_000, within(463)));
  }

  @Test
  void permutationsAreUniform() {
    int[] counts = new int[6];
    for (int stream = 0; stream < 6000; stream++) {
      int[] order = CounterRandom.of(1, stream).permutation(3);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
      counts[2 * order[0] + (order[1] < order[2] ? 0 : 1)]++;
    }
    // five standard deviations of a binomial count: √(6000 · 1/6 · 5/6) ≈ 29
    assertThat(Ints.asList(counts))
        .allSatisfy(count -> assertThat(count).isCloseTo(1000, within(145)));
    // computed apart from this code, in Python
    assertThat(CounterRandom.of(1, 2).permutation(8)).containsExactly(5, 4, 3, 7, 2, 0, 6, 1);
    assertThat(CounterRandom.of(1, 2).permutation(0)).isEmpty();
  }

  @Test
  void uniformStaysInItsRangeAndFillsIt() {
    CounterRandom random = CounterRandom.of(3, 4);
    double[] values =
        LongStream.range(0, 1000).mapToDouble(i -> random.uniform(i, -2, 6)).toArray();
    assertThat(Doubles.asList(values)).allSatisfy(value -> assertThat(value).isBetween(-2.0, 6.0));
    assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(2, within(0.4));
  }

  @Test
  void seedsAndStreamsDiffer() {
    assertThat(
            LongStream.range(0, 1000)
                .flatMap(
                    i ->
                        LongStream.of(
                            CounterRandom.of(i, 0).bits(0),
                            CounterRandom.of(0, i + 1).bits(0),
                            CounterRandom.of(0, 0).bits(i + 1)))
                .distinct()
                .count())
        .isEqualTo(3000);
  }
}
