package org.newtonlosses.data.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newtonlosses.data.CounterRandom;

class SmoothNoiseTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "0, 2", "3, 1"})
  void meanIsZeroDeviationOneAndNeighboursAreAlikeWhereBlurred(int radiusY, int radiusX) {
    int side = 200;
    float[] field = SmoothNoise.draw(CounterRandom.of(1, 0), side, side, radiusY, radiusX);
    double sum = 0;
    double squares = 0;
    double right = 0;
    double below = 0;
    for (int i = 0; i < field.length; i++) {
      int row = i / side;
      int column = i % side;
      sum += field[i];
      squares += field[i] * field[i];
      // Periodic: the last one's neighbour is the first one.
      right += field[i] * field[row * side + (column + 1) % side];
      below += field[i] * field[(row + 1) % side * side + column];
    }
    assertThat(sum / field.length).isCloseTo(0, within(0.1));
    assertThat(squares / field.length).isCloseTo(1, within(0.1));
    assertCorrelation(right / squares, radiusX);
    assertCorrelation(below / squares, radiusY);
  }

  private static void assertCorrelation(double correlation, int radius) {
    if (radius == 0) {
      assertThat(correlation).isCloseTo(0, within(0.05));
    } else {
      assertThat(correlation).isGreaterThan(0.7);
    }
  }
}
