package org.newtonlosses.graphs.sort;

import java.util.ArrayList;
import java.util.List;
import org.newtonlosses.graphs.testing.GoldenCase;
import org.newtonlosses.graphs.testing.Numbers;

/** The algorithms and scores that the tests of this package go through. */
final class SortCases {

  private SortCases() {}

  /** The algorithm that a golden case names. */
  static RelaxedSort algorithm(GoldenCase golden) {
    return switch (golden.text("algorithm")) {
      case "neuralsort" -> new NeuralSort(golden.number("temperature"), false);
      case "softsort" -> new SoftSort(golden.number("temperature"), golden.number("power"), false);
      case "sorting-network" ->
          new SortingNetwork(
              golden.constant("network", ComparatorNetwork.class),
              golden.constant("distribution", SwapDistribution.class),
              golden.number("steepness"),
              false);
      default -> throw new IllegalArgumentException(golden.text("algorithm"));
    };
  }

  /** The losses of this package. */
  static List<RankingLoss> losses() {
    return List.of(new CrossEntropy(), new BinaryCrossEntropy());
  }

  /** The loss that a golden case names. */
  static RankingLoss loss(GoldenCase golden) {
    return losses().get(golden.text("loss").equals("cross-entropy") ? 0 : 1);
  }

  /** Every algorithm, at a sharpness between 0 (soft) and ∞ (hard). */
  static List<RelaxedSort> all(double sharpness, boolean hard) {
    List<RelaxedSort> all = new ArrayList<>();
    all.add(new NeuralSort(1 / sharpness, hard));
    for (double power : new double[] {1, 1.5, 2, 3}) {
      all.add(new SoftSort(1 / sharpness, power, hard));
    }
    for (ComparatorNetwork network : ComparatorNetwork.values()) {
      for (SwapDistribution distribution : SwapDistribution.values()) {
        all.add(new SortingNetwork(network, distribution, sharpness, hard));
      }
    }
    return all;
  }

  /** Scores between −2 and 2, [batch, n]. */
  static Numbers scores(long seed, int batch, int n) {
    return Numbers.random(seed, -2, 2, batch, n);
  }
}
