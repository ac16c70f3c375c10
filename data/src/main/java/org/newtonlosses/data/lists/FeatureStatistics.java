package org.newtonlosses.data.lists;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the features of documents are distributed, to standardise them: x ↦ (x − mean) / deviation.
 *
 * <p>Of columns with heavy tails the numbers are those of the signed logarithm x ↦ sign(x) ln(1 +
 * |x|). A column is one if its skewness is beyond ±{@value #MAX_SKEWNESS}. Missing features (NaN)
 * are left out. A column without two different values has the deviation 1, one without a value the
 * mean 0.
 *
 * @param means [F]
 * @param deviations [F], positive
 * @param heavyTailed [F], which columns the signed logarithm goes before
 */
public record FeatureStatistics(
    List<Double> means, List<Double> deviations, List<Boolean> heavyTailed) {
  private static final double MAX_SKEWNESS = 2;

  /** Copies the lists. */
  public FeatureStatistics {
    means = ImmutableList.copyOf(means);
    deviations = ImmutableList.copyOf(deviations);
    heavyTailed = ImmutableList.copyOf(heavyTailed);
  }

  /** Returns the statistics over all documents of all lists. */
  public static FeatureStatistics of(RankedLists lists) {
    boolean[] logged = new boolean[lists.columns().size()];
    Moments raw = Moments.of(lists, logged);
    for (int i = 0; i < logged.length; i++) {
      logged[i] = Math.abs(raw.skewness(i)) > MAX_SKEWNESS;
    }
    return of(lists, logged);
  }

  /**
   * Returns the statistics over all documents of all lists, whatever the tails.
   *
   * @param logarithms whether they are those of the signed logarithms of all columns
   */
  public static FeatureStatistics of(RankedLists lists, boolean logarithms) {
    boolean[] logged = new boolean[lists.columns().size()];
    Arrays.fill(logged, logarithms);
    return of(lists, logged);
  }

  private static FeatureStatistics of(RankedLists lists, boolean[] logged) {
    Moments moments = Moments.of(lists, logged);
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    List<Boolean> heavyTailed = new ArrayList<>();
    for (int i = 0; i < logged.length; i++) {
      means.add(moments.mean(i));
      deviations.add(moments.deviation(i) > 0 ? moments.deviation(i) : 1.0);
      heavyTailed.add(logged[i]);
    }
    return new FeatureStatistics(means, deviations, heavyTailed);
  }

  /** Returns the signed logarithm, sign(x) ln(1 + |x|). */
  static double signedLog(double x) {
    return Math.copySign(StrictMath.log1p(Math.abs(x)), x);
  }
}
