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

    @Override
    Lengths lengths(int n, int layer, Comparator comparator) {
      return new Lengths(Math.max(layer, comparator.high()), 0);
    }

    @Override
    boolean keepsLastWires() {
      return false;
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
      int blocks = blocks(n);
      int dropped = (1 << blocks) - n;
      List<List<Comparator>> layers = new ArrayList<>();
      for (int block = 0; block < blocks; block++) {
        for (int stride = 1 << block; stride >= 1; stride /= 2) {
          layers.add(layer(n, dropped, block, stride));
        }
      }
      return List.copyOf(layers);
    }

    /** A network of 2<sup>k</sup> has k blocks. */
    private int blocks(int n) {
      return Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
    }

    @Override
    Lengths lengths(int n, int layer, Comparator comparator) {
      int block = 0;
      for (int left = layer; left > block; left -= block) {
        block++;
      }
      int first = Math.min(comparator.low(), comparator.high());
      // All but the largest of the last blocks of their size are descending, being odd ones.
      int reversedTo = block + 1 < blocks(n) ? 1 << (block + 1) : 0;
      return new Lengths(Math.max(n - first - 1, 1 << block), reversedTo);
    }

    @Override
    boolean keepsLastWires() {
      return true;
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

  /**
   * Which networks of L ≤ n wires have a comparator of that of n.
   *
   * @param above L is more than this
   * @param reversedTo where L is no more than this, it is the other way round
   */
  record Lengths(int above, int reversedTo) {}

  /**
   * The network of L ≤ n wires is a part of that of n, on its first or last wires: for which L a
   * comparator of the larger one belongs to it.
   *
   * @param layer its place in {@link #layers}
   */
  abstract Lengths lengths(int n, int layer, Comparator comparator);

  /** Whether smaller networks are on the last wires of larger ones. */
  abstract boolean keepsLastWires();

  private static void requireWires(int n) {
    if (n < 2) {
      throw new IllegalArgumentException("a network needs n ≥ 2 wires, found " + n);
    }
  }
}
