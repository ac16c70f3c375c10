package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.sort.ComparatorNetwork.Comparator;

class ComparatorNetworkTest {

  /** By the 0-1 principle a network that sorts all zeros and ones sorts everything. */
  @ParameterizedTest
  @EnumSource
  void sortsAllZerosAndOnes(ComparatorNetwork network) {
    for (int n = 2; n <= 11; n++) {
      List<List<Comparator>> layers = network.layers(n);
      for (int input = 0; input < 1 << n; input++) {
        int wires = input;
        for (List<Comparator> layer : layers) {
          for (Comparator c : layer) {
            int low = 1 << c.low();
            int high = 1 << c.high();
            if ((wires & low) != 0 && (wires & high) == 0) {
              wires ^= low | high;
            }
          }
        }
        int ones = Integer.bitCount(input);
        assertThat(wires).as("n = %d, input %d", n, input).isEqualTo((1 << n) - (1 << (n - ones)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void usesAWireOnceALayer(ComparatorNetwork network) {
    for (int n = 2; n <= 17; n++) {
      for (List<Comparator> layer : network.layers(n)) {
        Set<Integer> used = new HashSet<>();
        for (Comparator c : layer) {
          assertThat(used.add(c.low()) && used.add(c.high())).isTrue();
        }
        int wires = n;
        assertThat(used).allMatch(wire -> wire >= 0 && wire < wires);
      }
    }
  }

  @Test
  void hasTheDepthOfItsKind() {
    assertThat(ComparatorNetwork.ODD_EVEN.layers(10)).hasSize(10);
    assertThat(ComparatorNetwork.BITONIC.layers(16)).hasSize(10);
    assertThat(ComparatorNetwork.BITONIC.layers(9)).hasSize(10);
    assertThat(ComparatorNetwork.BITONIC.layers(2)).containsExactly(List.of(new Comparator(0, 1)));
  }

  @ParameterizedTest
  @EnumSource
  void refusesOneWire(ComparatorNetwork network) {
    assertThatThrownBy(() -> network.layers(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a network needs n ≥ 2 wires, found 1");
  }
}
