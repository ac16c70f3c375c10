package org.newtonlosses.graphs.sort;

import java.util.ArrayList;
import java.util.List;

/**
 * A sorting network: layers of comparators, each of which puts the smaller of two wires on the
 * first and the larger on the second. After the last layer wire r holds rank r.
 *
 * <pre>{@code
 * ComparatorNetwork.ODD_EVEN.layers(5).size(); // → 5
 * ComparatorNetwork.BITONIC.layers(2); // → [[Comparator[low=0, high=1]]]
 * }</pre>
 */
public enum ComparatorNetwork {

  /** Odd-even transposition sort: n layers of neighbours, for any n ≥ 2. */
  ODD_EVEN {
    @Override
    public List<List<Comparator>> layers(int n) {
      requireWires(n);
      List<List<Comparator>> layers = new ArrayList<>();
      for (int layer = 0; layer < n; layer++) {
        List<Comparator> comparators = new ArrayList<>();
        for (int i = layer % 2; i + 1 < n; i += 2) {
          comparators.add(new Comparator(i, i + 1));
        }
        layers.add(List.copyOf(comparators));
      }
      return List.copyOf(layers);
    }
  },

  /**
   * Bitonic sort (Batcher 1968): k (k + 1) / 2 layers for any n ≥ 2, where 2<sup>k</sup> is the
   * next power of two. As in diffsort, the first 2<sup>k</sup> − n wires of the network of
   * 2<sup>k</sup> are left out, with every comparator that touches them.
   */
  BITONIC {
    @Override
    public List<List<Comparator>> layers(int n) {
      requireWires(n);
      int blocks = Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
      int dropped = (1 << blocks) - n;
      List<List<Comparator>> layers = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        for (int stride = 1 << block; stride >= 1; stride /= 2) {
          layers.add(layer(n, dropped, block, stride));
        }
      }
      return List.copyOf(layers);
    }

    private List<Comparator> layer(int n, int dropped, int block, int stride) {
      List<Comparator> comparators = new ArrayList<>();
      for (int i = dropped; i + stride < n + dropped; i++) {
        if ((i & stride) == 0) {
          boolean descending = (i >> (block + 1)) % 2 == 1;
          int low = i - dropped;
          int high = low + stride;
          comparators.add(descending ? new Comparator(high, low) : new Comparator(low, high));
        }
      }
      return List.copyOf(comparators);
    }
  };

  /**
   * Compares two wires.
   *
   * @param low the wire that gets the smaller value
   * @param high the wire that gets the larger value
   */
  public record Comparator(int low, int high) {}

  /**
   * The comparators of each layer; within a layer no wire occurs twice.
   *
   * @param n the number of wires, at least 2
   * @throws IllegalArgumentException if n is less than 2
   */
  public abstract List<List<Comparator>> layers(int n);

  private static void requireWires(int n) {
    if (n < 2) {
      throw new IllegalArgumentException("a network needs n ≥ 2 wires, found " + n);
    }
  }
}
