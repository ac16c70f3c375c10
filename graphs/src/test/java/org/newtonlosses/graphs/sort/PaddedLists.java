package org.newtonlosses.graphs.sort;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.ndarray.Shape;

/**
 * Lists of different lengths, padded to n slots.
 *
 * @param n how many slots
 * @param slots of the items of each list, ascending
 */
record PaddedLists(int n, List<int[]> slots) {

  /** What may stand where there is no item. */
  private static final double[] NOT_READ = {Double.NaN, Double.NEGATIVE_INFINITY, 1e300, -7};

  /** Lists of the lengths 0 … n, over and over, in random slots. */
  static PaddedLists ofAllLengths(long seed, int n, int times) {
    Random random = new Random(seed);
    return new PaddedLists(
        n,
        IntStream.range(0, (n + 1) * times).mapToObj(b -> some(random, n, b % (n + 1))).toList());
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

  /** The lists of one length. */
  int[] ofLength(int length) {
    return IntStream.range(0, size()).filter(b -> slots.get(b).length == length).toArray();
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

  /** Numbers, [B, n], with others that must not be read where there is no item. */
  Numbers withGarbage(Numbers numbers) {
    double[] flat = numbers.flat();
    double[] present = present().flat();
    for (int i = 0; i < flat.length; i++) {
      flat[i] = present[i] == 1 ? flat[i] : NOT_READ[i % NOT_READ.length];
    }
    return Numbers.of(numbers.shape(), flat);
  }

  /** What the items of a list have, of [B, n]. */
  double[] vector(int list, Numbers padded) {
    return Arrays.stream(slots.get(list)).mapToDouble(slot -> padded.get(list, slot)).toArray();
  }

  /** What the items of the lists of one length have, of [B, n]. */
  Numbers vectors(int length, Numbers padded) {
    return ofLists(length, list -> vector(list, padded), length);
  }

  /** What the pairs of items of the lists of one length have, of [B, n, n]. */
  Numbers matrices(int length, Numbers padded) {
    return ofLists(
        length,
        list ->
            Arrays.stream(slots.get(list))
                .boxed()
                .flatMap(
                    row ->
                        Arrays.stream(slots.get(list))
                            .mapToObj(column -> padded.get(list, row, column)))
                .mapToDouble(entry -> entry)
                .toArray(),
        length,
        length);
  }

  /** Numbers of a list's items, and 0 where there is none, [n]. */
  double[] paddedVector(int list, double[] ofItems) {
    double[] padded = new double[n];
    for (int k = 0; k < ofItems.length; k++) {
      padded[slots.get(list)[k]] = ofItems[k];
    }
    return padded;
  }

  /** Numbers of pairs of a list's items, and 0 where there is none, [n, n]. */
  double[] paddedMatrix(int list, double[] ofItems) {
    return rows(list, ofItems, row -> slots.get(list)[row]);
  }

  /** The permutation of a list by that of its items alone, [n, n]. */
  double[] permutation(int list, double[] ofItems) {
    int[] items = slots.get(list);
    int absent = n - items.length;
    double[] p = rows(list, ofItems, row -> absent + row);
    int row = 0;
    for (int i = 0; i < n; i++) {
      if (Arrays.binarySearch(items, i) < 0) {
        p[row * n + i] = 1;
        row++;
      }
    }
    return p;
  }

  private double[] rows(int list, double[] ofItems, IntUnaryOperator placeOfRow) {
    int[] items = slots.get(list);
    double[] padded = new double[n * n];
    for (int k = 0; k < ofItems.length; k++) {
      padded[placeOfRow.applyAsInt(k / items.length) * n + items[k % items.length]] = ofItems[k];
    }
    return padded;
  }

  private Numbers ofLists(int length, IntFunction<double[]> function, long... shape) {
    int[] lists = ofLength(length);
    double[] flat =
        Arrays.stream(lists).mapToObj(function).flatMapToDouble(Arrays::stream).toArray();
    return Numbers.of(Shape.of(lists.length).append(Shape.of(shape)), flat);
  }
}
