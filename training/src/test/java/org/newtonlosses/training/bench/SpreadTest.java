package org.newtonlosses.training.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Quantiles. */
class SpreadTest {

  @Test
  void quantilesAreInterpolated() {
    assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(1, 1.75, 2.5, 3.25));
    assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7, 7));
  }

  @Test
  void thereMustBeValues() {
    assertThatIllegalArgumentException().isThrownBy(Spread::of).withMessageContaining("found 0");
  }
}
