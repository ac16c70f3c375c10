package org.newtonlosses.graphs.rank;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/** Losses and metrics of one list without padding, by their formulas in loops. */
final class PlainRanking {

  private PlainRanking() {}

  static double gain(Gain gain, double grade) {
    return gain == Gain.LINEAR ? grade : Math.pow(2, grade) - 1;
  }

  static double discount(int place) {
    return Math.log(2) / Math.log(place + 2);
  }

  /** The items by score, the largest first, ties in their order. */
  static int[] order(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  static double dcg(double[] grades, int[] order, int k, Gain gain) {
    return IntStream.range(0, Math.min(k, order.length))
        .mapToDouble(j -> discount(j) * gain(gain, grades[order[j]]))
        .sum();
  }

  static double idealDcg(double[] grades, int k, Gain gain) {
    return dcg(grades, order(grades), k, gain);
  }

  static double ndcg(double[] scores, double[] grades, int k, Gain gain, double unranked) {
    double ideal = idealDcg(grades, k, gain);
    return ideal == 0 ? unranked : dcg(grades, order(scores), k, gain) / ideal;
  }

  static double averagePrecision(double[] scores, double[] grades, double unranked) {
    int[] order = order(scores);
    double sum = 0;
    int relevant = 0;
    for (int j = 0; j < order.length; j++) {
      if (grades[order[j]] >= 1) {
        relevant++;
        sum += relevant / (j + 1.0);
      }
    }
    return relevant == 0 ? unranked : sum / relevant;
  }

  static double reciprocalRank(double[] scores, double[] grades, double unranked) {
    int[] order = order(scores);
    for (int j = 0; j < order.length; j++) {
      if (grades[order[j]] >= 1) {
        return 1 / (j + 1.0);
      }
    }
    return unranked;
  }

  static double exactMatch(double[] scores, double[] grades) {
    int[] order = order(scores);
    return IntStream.range(1, order.length).allMatch(j -> grades[order[j - 1]] >= grades[order[j]])
        ? 1
        : 0;
  }

  static double elementWise(double[] scores, double[] grades) {
    int[] order = order(scores);
    int[] best = order(grades);
    return IntStream.range(0, order.length)
        .mapToDouble(j -> grades[order[j]] == grades[best[j]] ? 1 : 0)
        .average()
        .orElse(1);
  }

  static boolean oneGrade(double[] grades) {
    return Arrays.stream(grades).distinct().count() < 2;
  }

  static double crossEntropy(double[][] p, double[] grades) {
    double[] ascending = Arrays.stream(grades).sorted().toArray();
    double sum = 0;
    for (int r = 0; r < p.length; r++) {
      double grade = ascending[r];
      sum -= Math.log(share(p[r], grades, g -> g == grade));
    }
    return sum / p.length;
  }

  static double binaryCrossEntropy(double[][] p, double[] grades) {
    double[] ascending = Arrays.stream(grades).sorted().toArray();
    double[] different = Arrays.stream(grades).distinct().toArray();
    double sum = 0;
    for (int r = 0; r < p.length; r++) {
      for (double grade : different) {
        double share = share(p[r], grades, g -> g == grade);
        double others = share(p[r], grades, g -> g != grade);
        sum -= Math.log(ascending[r] == grade ? share : others);
      }
    }
    return sum / (p.length * different.length);
  }

  private static double share(double[] row, double[] grades, DoublePredicate which) {
    return IntStream.range(0, row.length)
        .filter(i -> which.test(grades[i]))
        .mapToDouble(i -> row[i])
        .sum();
  }

  /** Of rows of ascending ranks. */
  static double softNdcg(double[][] p, double[] grades, int k, Gain gain) {
    int places = k == 0 ? p.length : Math.min(k, p.length);
    double dcg = 0;
    for (int j = 0; j < places; j++) {
      for (int i = 0; i < grades.length; i++) {
        dcg += discount(j) * p[p.length - 1 - j][i] * gain(gain, grades[i]);
      }
    }
    return 1 - dcg / idealDcg(grades, places, gain);
  }

  static double listMle(double[] scores, double[] grades) {
    double sum = 0;
    int draws = 0;
    for (int i = 0; i < grades.length; i++) {
      double left = Math.exp(scores[i]);
      for (int j = 0; j < grades.length; j++) {
        left += grades[j] < grades[i] ? Math.exp(scores[j]) : 0;
      }
      sum -= Math.log(Math.exp(scores[i]) / left);
      draws += left > Math.exp(scores[i]) ? 1 : 0;
    }
    return sum / draws;
  }

  static double listNet(double[] scores, double[] targets) {
    double sum = Arrays.stream(scores).map(Math::exp).sum();
    double loss = 0;
    for (int i = 0; i < scores.length; i++) {
      loss -= targets[i] * Math.log(Math.exp(scores[i]) / sum);
    }
    return loss / Arrays.stream(targets).sum();
  }

  static double rankNet(double[] scores, double[] grades) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < grades.length; i++) {
      for (int j = 0; j < grades.length; j++) {
        if (grades[i] > grades[j]) {
          sum += Math.log(1 + Math.exp(scores[j] - scores[i]));
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  /** Of scores that all differ. */
  static double lambdaRank(double[] scores, double[] grades, int k, Gain gain) {
    int places = k == 0 ? grades.length : k;
    int[] place = new int[grades.length];
    int[] order = order(scores);
    for (int j = 0; j < order.length; j++) {
      place[order[j]] = j;
    }
    double sum = 0;
    for (int i = 0; i < grades.length; i++) {
      for (int j = 0; j < grades.length; j++) {
        if (grades[i] > grades[j]) {
          sum +=
              (gain(gain, grades[i]) - gain(gain, grades[j]))
                  * Math.abs(
                      (place[i] < places ? discount(place[i]) : 0)
                          - (place[j] < places ? discount(place[j]) : 0))
                  * Math.log(1 + Math.exp(scores[j] - scores[i]));
        }
      }
    }
    return sum / idealDcg(grades, places, gain);
  }
}
