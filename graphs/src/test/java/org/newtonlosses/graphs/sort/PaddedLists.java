package org.newtonlosses.graphs.sort;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.ndarray.Shape;

/**
 * Lists of all lengths from 0 to n, in random ones of n slots.
 *
 * @param n how many slots
 * @param slots of the items of each list, ascending
 */
record PaddedLists(int n, List<int[]> slots) {

  /** What may stand where there is no item. */
  private static final double[] NOT_READ = {Double.NaN, Double.NEGATIVE_INFINITY, 1e300, -7};

  /** As many lists of each length. */
  static PaddedLists ofAllLengths(long seed, int n, int each) {
    Random random = new Random(seed);
    List<int[]> slots =
        IntStream.range(0, (n + 1) * each).mapToObj(b -> some(random, n, b % (n + 1))).toList();
    return new PaddedLists(n, slots);
  }

  private static int[] some(Random random, int n, int length) {
    List<Integer> all = Arrays.asList(IntStream.range(0, n).boxed().toArray(Integer[]::new));
    Collections.shuffle(all, random);
    return all.stream().limit(length).mapToInt(slot -> slot).sorted().toArray();
  }

  /** How many lists. */
  int size() {
    return slots.size();
  }

  /** How many items a list has. */
  int length(int list) {
    return slots.get(list).length;
  }

  /** The lists of one length. */
  int[] ofLength(int length) {
    return IntStream.range(0, size()).filter(b -> length(b) == length).toArray();
  }

  /** 1 where there is an item, else 0, [B, n]. */
  Numbers present() {
    double[][] present = new double[size()][n];
    for (int b = 0; b < size(); b++) {
      for (int slot : slots.get(b)) {
        present[b][slot] = 1;
      }
    }
    return Numbers.of(present);
  }

  /** Numbers with others, which must not be read, where there is no item. */
  Numbers withGarbage(Numbers numbers) {
    double[] flat = numbers.flat();
    double[] present = present().flat();
    for (int i = 0; i < flat.length; i++) {
      flat[i] = present[i] == 1 ? flat[i] : NOT_READ[i % NOT_READ.length];
    }
    return Numbers.of(numbers.shape(), flat);
  }

  /**
   * What the lists of one length have, without padding.
   *
   * @param padded [B, n, …] with as many axes of slots as it has beyond the first
   * @return [lists, length, …]
   */
  Numbers unpadded(int length, Numbers padded) {
    int axes = padded.shape().numDimensions() - 1;
    double[][] found =
        IntStream.of(ofLength(length))
            .mapToObj(b -> gathered(padded.example(b), slots.get(b), axes))
            .toArray(double[][]::new);
    return shaped(found, length, axes);
  }

  /**
   * With zeros where there is no item.
   *
   * @param list one of the lists
   * @param numbers of its items alone, along one axis or two
   */
  double[] padded(int list, double[] numbers, int axes) {
    double[] padded = new double[axes == 1 ? n : n * n];
    int[] places = slots.get(list);
    for (int k = 0; k < numbers.length; k++) {
      int place = axes == 1 ? places[k] : places[k / places.length] * n + places[k % places.length];
      padded[place] = numbers[k];
    }
    return padded;
  }

  /** The permutation of a list, [n, n], by that of its items alone. */
  double[] permutation(int list, double[] ofItems) {
    int[] items = slots.get(list);
    double[] p = new double[n * n];
    int absent = 0;
    for (int i = 0; i < n; i++) {
      if (Arrays.binarySearch(items, i) < 0) {
        p[absent * n + i] = 1;
        absent++;
      }
    }
    for (int k = 0; k < ofItems.length; k++) {
      p[(absent + k / items.length) * n + items[k % items.length]] = ofItems[k];
    }
    return p;
  }

  private double[] gathered(double[] example, int[] places, int axes) {
    return IntStream.range(0, (int) Math.pow(places.length, axes))
        .mapToDouble(
            k ->
                axes == 1
                    ? example[places[k]]
                    : example[places[k / places.length] * n + places[k % places.length]])
        .toArray();
  }

  private static Numbers shaped(double[][] found, int length, int axes) {
    double[] flat = Arrays.stream(found).flatMapToDouble(Arrays::stream).toArray();
    return Numbers.of(
        axes == 1 ? Shape.of(found.length, length) : Shape.of(found.length, length, length), flat);
  }
}
