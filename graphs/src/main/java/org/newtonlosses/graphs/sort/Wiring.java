package org.newtonlosses.graphs.sort;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.newtonlosses.graphs.sort.ComparatorNetwork.Comparator;

/**
 * A layer of comparators by wire. A wire that is not compared is its own partner: compared with
 * itself the difference is 0, and half of it and half of it is what it was.
 */
final class Wiring {

  /** For each wire the one that it is compared with. */
  final int[] partners;

  /** For each wire its comparator, by its place in {@link #lows}. */
  final int[] comparators;

  /** For each comparator the wire that gets the smaller value. */
  final int[] lows;

  private Wiring(int[] partners, int[] comparators, int[] lows) {
    this.partners = partners;
    this.comparators = comparators;
    this.lows = lows;
  }

  /** The wiring of a layer of n wires. */
  static Wiring of(List<Comparator> layer, int n) {
    int[] partners = IntStream.range(0, n).toArray();
    int[] comparators = new int[n];
    List<Integer> lows = new ArrayList<>();
    Arrays.fill(comparators, layer.size());
    for (Comparator comparator : layer) {
      partners[comparator.low()] = comparator.high();
      partners[comparator.high()] = comparator.low();
      comparators[comparator.low()] = lows.size();
      comparators[comparator.high()] = lows.size();
      lows.add(comparator.low());
    }
    // All wires that are not compared share one comparator.
    IntStream.range(0, n).filter(wire -> partners[wire] == wire).findFirst().ifPresent(lows::add);
    return new Wiring(partners, comparators, lows.stream().mapToInt(wire -> wire).toArray());
  }

  /** Whether a wire is compared and gets the smaller value. */
  boolean isLow(int wire) {
    return lows[comparators[wire]] == wire;
  }

  /** The comparator of a wire that gets the smaller value, or of one with itself. */
  Comparator comparator(int low) {
    return new Comparator(low, partners[low]);
  }

  /**
   * The layers without those comparators that do not influence the last k wires.
   *
   * @param layers of n wires
   */
  static List<List<Comparator>> influencing(List<List<Comparator>> layers, int n, int k) {
    boolean[] matters = new boolean[n];
    Arrays.fill(matters, n - k, n, true);
    Deque<List<Comparator>> kept = new ArrayDeque<>();
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      List<Comparator> comparators =
          layers.get(layer).stream().filter(c -> matters[c.low()] || matters[c.high()]).toList();
      for (Comparator comparator : comparators) {
        matters[comparator.low()] = true;
        matters[comparator.high()] = true;
      }
      kept.addFirst(comparators);
    }
    return List.copyOf(kept);
  }
}
