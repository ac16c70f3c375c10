package org.newtonlosses.data.benchmarks;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.newtonlosses.data.CounterRandom;

/**
 * From where paths to a goal start: one of the regions of cells whose distance is between the 55th
 * and 70th, 70th and 85th, or 85th and last percentile of all that reach the goal is drawn, then
 * one of its cells.
 *
 * <p>Percentiles are interpolated, so that a region of few cells may be empty; then the last one is
 * taken, which holds the farthest cell. Where all cells reach the goal, the farthest are left out
 * of the percentiles, as in the source.
 *
 * <p>Source: MazeDataset.get_random_start_map of neural-astar.
 */
final class StartRegions {
  private static final double[] LEVELS = {0.55, 0.70, 0.85, 1.0};

  private final double[] values;

  /** Bounds of the regions, from near to far. */
  private final double[] thresholds;

  /**
   * Finds the regions.
   *
   * @param values steps to the goal, negative; the least where no path leads there; [h·w]
   */
  StartRegions(double[] values) {
    double least = Arrays.stream(values).min().orElseThrow();
    double[] reached = Arrays.stream(values).filter(value -> value > least).sorted().toArray();
    this.values = values.clone();
    this.thresholds =
        Arrays.stream(LEVELS)
            // A grid of one cell has no others.
            .map(level -> reached.length == 0 ? least : percentile(reached, 1 - level))
            .toArray();
  }

  private static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    double part = place - below;
    return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
  }

  /** Returns how many regions there are. */
  static int count() {
    return LEVELS.length - 1;
  }

  /** Returns the cells of a region, from near to far. */
  int[] cells(int region) {
    return IntStream.range(0, values.length)
        .filter(c -> values[c] >= thresholds[region + 1] && values[c] <= thresholds[region])
        .toArray();
  }

  /** Draws a start by two random numbers, 2i and 2i + 1. */
  int draw(CounterRandom random, long i) {
    int[] cells = cells(random.below(2 * i, count()));
    if (cells.length == 0) {
      cells = cells(count() - 1);
    }
    return cells[random.below(2 * i + 1, cells.length)];
  }
}
