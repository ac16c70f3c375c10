package org.newtonlosses.data.npy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float16Test {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0x8000",
    "1, 0x3c00",
    "-2, 0xc000",
    "65504, 0x7bff",
    "6.103515625e-5, 0x0400",
    "6.097555160522461e-5, 0x03ff",
    "5.960464477539063e-8, 0x0001",
    "Infinity, 0x7c00",
    "-Infinity, 0xfc00",
    "0.8, 0x3a66",
    "1.2, 0x3ccd",
    "5.3, 0x454d",
    "7.7, 0x47b3",
    "9.2, 0x489a",
  })
  void numbersHaveTheirStandardBits(double value, String bits) {
    assertThat(Float16.of(value) & 0xffff).isEqualTo(Integer.decode(bits));
  }

  @Test
  void everyNumberComesBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Float16.toFloat((short) bits);
      boolean notANumber = (bits & 0x7fff) > 0x7c00;
      assertThat(Float.isNaN(value)).isEqualTo(notANumber);
      if (!notANumber) {
        assertThat(Float16.of(value)).isEqualTo((short) bits);
      }
    }
    assertThat(Float16.toFloat(Float16.of(Double.NaN))).isNaN();
  }

  @Test
  void roundingIsToTheNearestAndTiesToEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      double low = Float16.toFloat((short) bits);
      double high = Float16.toFloat((short) (bits + 1));
      double middle = (low + high) / 2;
      assertThat(Float16.of(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(Float16.of(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
      assertThat(Float16.of(-middle) & 0x7fff).isEqualTo(bits + (bits & 1));
    }
    assertThat(Float16.of(Math.nextDown(65_520))).isEqualTo((short) 0x7bff);
    assertThat(Float16.of(65_520)).isEqualTo((short) 0x7c00);
  }
}
