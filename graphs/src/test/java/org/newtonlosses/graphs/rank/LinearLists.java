package org.newtonlosses.graphs.rank;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.newtonlosses.graphs.testing.Numbers;

/** Made-up lists of different lengths whose grades are a linear function of features, rounded. */
final class LinearLists {

  static final int FEATURES = 3;

  private static final double[] HIDDEN = {1.5, -1, 0.5};

  /** [B, m, F]. */
  private final double[][][] features;

  /** [B, m], −1 where there is no item. */
  private final Numbers grades;

  private LinearLists(double[][][] features, Numbers grades) {
    this.features = features;
    this.grades = grades;
  }

  static LinearLists of(long seed, int lists, int slots) {
    Random random = new Random(seed);
    double[][][] features = new double[lists][slots][FEATURES];
    double[][] grades = new double[lists][slots];
    for (int b = 0; b < lists; b++) {
      for (int i = 0; i < slots; i++) {
        Arrays.setAll(features[b][i], f -> random.nextGaussian());
        double utility = dot(features[b][i], HIDDEN);
        grades[b][i] = i > 1 && random.nextInt(4) == 0 ? -1 : Math.max(0, Math.rint(utility));
      }
    }
    return new LinearLists(features, Numbers.of(grades));
  }

  /** [B, m], −1 where there is no item. */
  Numbers grades() {
    return grades;
  }

  /** [B, m]. */
  Numbers scores(double[] weights) {
    return Numbers.of(
        Arrays.stream(features)
            .map(list -> Arrays.stream(list).mapToDouble(item -> dot(item, weights)).toArray())
            .toArray(double[][]::new));
  }

  /** A step down the gradient, [B, m], of the mean over the lists, scaled to the length. */
  void descend(double[] weights, Numbers gradient, double length) {
    double[] slope = new double[FEATURES];
    for (int b = 0; b < features.length; b++) {
      for (int i = 0; i < features[b].length; i++) {
        for (int f = 0; f < FEATURES; f++) {
          slope[f] += gradient.get(b, i) * features[b][i][f];
        }
      }
    }
    double norm = Math.sqrt(Arrays.stream(slope).map(x -> x * x).sum());
    for (int f = 0; f < FEATURES; f++) {
      weights[f] -= length * slope[f] / norm;
    }
  }

  /** The mean NDCG@3 of the lists. */
  double ndcg(double[] weights) {
    Numbers scores = scores(weights);
    return IntStream.range(0, features.length)
        .mapToDouble(
            b ->
                PlainRanking.ndcg(
                    only(scores.example(b), b), only(grades.example(b), b), 3, Gain.EXPONENTIAL, 1))
        .average()
        .orElseThrow();
  }

  private double[] only(double[] numbers, int list) {
    return IntStream.range(0, numbers.length)
        .filter(i -> grades.get(list, i) >= 0)
        .mapToDouble(i -> numbers[i])
        .toArray();
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }
}
