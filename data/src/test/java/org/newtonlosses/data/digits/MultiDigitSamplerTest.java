package org.newtonlosses.data.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Ints;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.ExampleSource;

class MultiDigitSamplerTest {
  private static final int N = 3;

  /** Digit i is a picture of the constant i, so that a pixel tells which digit it is from. */
  private static final DigitSet CODED = codedDigits();

  private final MultiDigitSampler sampler = new MultiDigitSampler(CODED, N, 7);

  @Test
  void itemsAreFourDigitsSideBySideWithTheirNumberAsValue() {
    RankingBatch batch = sampler.allocate(2);
    sampler.fill(0, batch, 0);
    sampler.fill(1, batch, 1);

    for (int item = 0; item < 2 * N; item++) {
      int value = 0;
      for (int d = 0; d < 4; d++) {
        int digit = batch.images()[item * 28 * 112 + d * 28];
        value = 10 * value + CODED.label(digit);
        for (int row = 0; row < 28; row++) {
          for (int column = 0; column < 28; column++) {
            int pixel = ((item * 28) + row) * 112 + d * 28 + column;
            assertThat(batch.images()[pixel]).isEqualTo((byte) digit);
          }
        }
      }
      assertThat(batch.values()[item]).isEqualTo(value);
    }
  }

  @Test
  void exampleDependsOnSeedAndIndexOnly() {
    RankingBatch first = sampler.allocate(4);
    sampler.fill(1_000_000_000_000L, first, 3);
    for (int k = 0; k < 10; k++) {
      sampler.fill(k, first, 0);
    }
    RankingBatch second = sampler.allocate(1);
    new MultiDigitSampler(CODED, N, 7).fill(1_000_000_000_000L, second, 0);
    assertThat(example(first, 3)).isEqualTo(example(second, 0));
    assertThat(Arrays.copyOfRange(first.values(), 3 * N, 4 * N)).isEqualTo(second.values());

    new MultiDigitSampler(CODED, N, 8).fill(1_000_000_000_000L, second, 0);
    assertThat(example(first, 3)).isNotEqualTo(example(second, 0));
  }

  @Test
  void theDrawsOfASeedAreFixedForGood() {
    RankingBatch batch = sampler.allocate(2);
    sampler.fill(0, batch, 0);
    sampler.fill(1, batch, 1);
    // computed apart from this code, by SplitMix64 in Python
    assertThat(batch.values()).containsExactly(30, 7508, 8576, 6274, 3804, 170);
  }

  @Test
  void digitsAreDrawnUniformly() {
    RankingBatch batch = sampler.allocate(1);
    int[] counts = new int[CODED.size()];
    for (int k = 0; k < 2000; k++) {
      sampler.fill(k, batch, 0);
      for (int item = 0; item < N; item++) {
        for (int d = 0; d < 4; d++) {
          counts[batch.images()[item * 28 * 112 + d * 28]]++;
        }
      }
    }
    // 24 000 draws of 100 digits: mean 240, five standard deviations 77
    assertThat(Ints.asList(counts))
        .allSatisfy(count -> assertThat(count).isCloseTo(240, within(77)));
  }

  @Test
  void oneDigitIsEnoughForTwoItems() {
    MultiDigitSampler least = new MultiDigitSampler(CODED.slice(1, 2), 2, 7);
    RankingBatch batch = least.allocate(1);
    least.fill(0, batch, 0);

    assertThat(batch.values()).containsExactly(7777, 7777);
    assertThat(least.n()).isEqualTo(2);
    assertThat(least.size()).isEqualTo(ExampleSource.UNBOUNDED);
  }

  @Test
  void badInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiDigitSampler(CODED, 1, 7))
        .withMessage("n = 1 items to rank, at least 2 are allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiDigitSampler(CODED.slice(0, 0), 5, 7))
        .withMessage("no digits to draw from, at least 1 is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.fill(0, new RankingBatch(1, N + 1), 0))
        .withMessage("batch of 4 items, expected 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RankingBatch(1_000_000, 10))
        .withMessageContaining("takes 31360000000 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RankingBatch(1, 1))
        .withMessage("n = 1 items to rank, at least 2 are allowed");
  }

  private static byte[] example(RankingBatch batch, int slot) {
    int bytes = N * RankingBatch.ITEM_PIXELS;
    return Arrays.copyOfRange(batch.images(), slot * bytes, (slot + 1) * bytes);
  }

  private static DigitSet codedDigits() {
    byte[] images = new byte[100 * DigitSet.PIXELS];
    byte[] labels = new byte[100];
    for (int i = 0; i < 100; i++) {
      Arrays.fill(images, i * DigitSet.PIXELS, (i + 1) * DigitSet.PIXELS, (byte) i);
      labels[i] = (byte) (i * 7 % 10);
    }
    return new DigitSet(images, labels);
  }
}
