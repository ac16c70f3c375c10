package org.newtonlosses.data.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.Splits;

class SyntheticDigitsTest {
  @Test
  void aSeedDrawsTheSameBytesOnEveryMachine() {
    DigitSet digits = SyntheticDigits.generate(100, 1);
    CRC32 crc = new CRC32();
    for (int i = 0; i < 100; i++) {
      crc.update(digits.image(i));
    }
    assertThat(crc.getValue()).isEqualTo(2_555_108_165L);
  }

  @Test
  void digitDependsOnSeedAndIndexOnly() {
    DigitSet few = SyntheticDigits.generate(15, 1);
    DigitSet many = SyntheticDigits.generate(30, 1);
    DigitSet other = SyntheticDigits.generate(15, 2);

    assertThat(many.image(14)).isEqualTo(few.image(14));
    assertThat(other.image(14)).isNotEqualTo(few.image(14));
    assertThat(many.image(4)).isNotEqualTo(many.image(14));
    assertThat(many.label(14)).isEqualTo(4);
  }

  @Test
  void digitsOfAKindLookAlike() {
    DigitSet known = SyntheticDigits.generate(500, 1);
    DigitSet asked = SyntheticDigits.generate(300, 2);

    int right = 0;
    for (int i = 0; i < asked.size(); i++) {
      right += nearestLabel(known, asked.image(i)) == asked.label(i) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(285);
  }

  @Test
  void splitsAreDisjoint() {
    Splits<DigitSet> splits = SyntheticDigits.splits(3);
    Set<ByteBuffer> distinct = new HashSet<>();
    for (DigitSet split : List.of(splits.train(), splits.validation(), splits.test())) {
      for (int i = 0; i < split.size(); i++) {
        distinct.add(ByteBuffer.wrap(split.image(i)));
      }
    }

    assertThat(distinct).hasSize(12_000);
    assertThat(splits.train().size()).isEqualTo(10_000);
    assertThat(splits.validation().size()).isEqualTo(1_000);
    assertThat(splits.test().size()).isEqualTo(1_000);
    assertThat(splits.provenance().name()).isEqualTo("synthetic digits");
    assertThat(splits.provenance().verified()).isFalse();
  }

  @Test
  void sizeIsChecked() {
    assertThat(SyntheticDigits.generate(0, 1).size()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyntheticDigits.generate(-1, 1))
        .withMessage("size -1, at least 0 is allowed");
  }

  private static int nearestLabel(DigitSet known, byte[] image) {
    long nearest = Long.MAX_VALUE;
    int label = -1;
    for (int k = 0; k < known.size(); k++) {
      byte[] other = known.image(k);
      long distance = 0;
      for (int p = 0; p < image.length; p++) {
        int difference = (image[p] & 0xff) - (other[p] & 0xff);
        distance += (long) difference * difference;
      }
      if (distance < nearest) {
        nearest = distance;
        label = known.label(k);
      }
    }
    return label;
  }
}
