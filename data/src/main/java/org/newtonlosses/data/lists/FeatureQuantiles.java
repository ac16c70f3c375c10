package org.newtonlosses.data.lists;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The distribution functions of the features of documents, by their quantiles: x ↦ (level(x) −
 * mean) / deviation, where the level is the share of documents below x, linear between quantiles.
 * Whatever the units, tails and outliers of a column are, what comes out is uniform.
 *
 * <p>The quantiles are those of at most {@value #SAMPLE} documents, spread evenly. Where several
 * are equal, as where a column has few values, their level is the mean of theirs. Missing features
 * (NaN) are left out; a column without two different values has one quantile, of level 0.
 *
 * @param knots the different quantiles of each column, ascending, at least one
 * @param levels those of the quantiles, standardised over the documents, as many
 */
public record FeatureQuantiles(List<List<Double>> knots, List<List<Double>> levels) {
  private static final int SAMPLE = 100_000;

  /** Copies the lists. */
  public FeatureQuantiles {
    knots = ImmutableList.copyOf(knots);
    levels = ImmutableList.copyOf(levels);
  }

  /**
   * Returns the quantiles of all columns.
   *
   * @param lists whose documents
   * @param intervals between quantiles, at least 1
   */
  public static FeatureQuantiles of(RankedLists lists, int intervals) {
    checkArgument(intervals >= 1, "%s intervals, at least 1 is allowed", intervals);
    float[][] columns = sample(lists);
    List<List<Double>> knots = new ArrayList<>();
    List<List<Double>> levels = new ArrayList<>();
    for (float[] column : columns) {
      Column made = Column.of(column, intervals);
      knots.add(made.knots);
      levels.add(made.levels);
    }
    return new FeatureQuantiles(knots, levels);
  }

  /** Returns the features of some documents, [F, documents]. */
  private static float[][] sample(RankedLists lists) {
    long all = lists.documents();
    int size = (int) Math.min(all, SAMPLE);
    int width = lists.columns().size();
    float[][] columns = new float[width][size];
    float[] row = new float[width];
    long place = 0;
    int taken = 0;
    for (int list = 0; list < lists.size(); list++) {
      for (int document = 0; document < lists.length(list); document++) {
        if (place++ * size / all == taken && taken < size) {
          lists.copyFeatures(list, document, row, 0);
          for (int i = 0; i < width; i++) {
            columns[i][taken] = row[i];
          }
          taken++;
        }
      }
    }
    return columns;
  }

  /** The quantiles of one column. */
  private static final class Column {
    private final List<Double> knots = new ArrayList<>();
    private final List<Double> levels = new ArrayList<>();

    static Column of(float[] values, int intervals) {
      Column column = new Column();
      float[] sorted = values.clone();
      // NaN stands behind all numbers.
      Arrays.sort(sorted);
      int known = sorted.length;
      while (known > 0 && Float.isNaN(sorted[known - 1])) {
        known--;
      }
      if (known == 0 || sorted[0] == sorted[known - 1]) {
        column.knots.add(known == 0 ? 0.0 : sorted[0]);
        column.levels.add(0.0);
        return column;
      }
      column.collect(sorted, known, intervals);
      column.standardise(sorted, known);
      return column;
    }

    private void collect(float[] sorted, int known, int intervals) {
      int equal = 0;
      for (int i = 0; i <= intervals; i++) {
        double at = (double) i / intervals * (known - 1);
        int low = (int) at;
        int high = Math.min(low + 1, known - 1);
        // In float, as the graph sees it.
        double quantile =
            (float) (sorted[low] + (at - low) * ((double) sorted[high] - sorted[low]));
        double level = (double) i / intervals;
        int last = knots.size() - 1;
        if (last >= 0 && knots.get(last) == quantile) {
          equal++;
          levels.set(last, levels.get(last) + (level - levels.get(last)) / equal);
        } else {
          knots.add(quantile);
          levels.add(level);
          equal = 1;
        }
      }
    }

    private void standardise(float[] sorted, int known) {
      double sum = 0;
      double squares = 0;
      int interval = 0;
      for (int i = 0; i < known; i++) {
        while (interval < knots.size() - 2 && knots.get(interval + 1) <= sorted[i]) {
          interval++;
        }
        double level = level(sorted[i], interval);
        sum += level;
        squares += level * level;
      }
      double mean = sum / known;
      double deviation = Math.sqrt(squares / known - mean * mean);
      levels.replaceAll(level -> (level - mean) / deviation);
    }

    /** Returns the level of a number in the interval that begins with a quantile. */
    private double level(float x, int interval) {
      double from = knots.get(interval);
      double share = (x - from) / (knots.get(interval + 1) - from);
      return levels.get(interval) + share * (levels.get(interval + 1) - levels.get(interval));
    }
  }
}
