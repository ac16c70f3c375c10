package org.newtonlosses.training.recipe;

import org.newtonlosses.data.digits.RankingBatch;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftSort;
import org.newtonlosses.graphs.sort.SortingNetwork;

/**
 * Ranking supervision: n four-digit numbers, of which only the order is known.
 *
 * @param n the items of an example, at least 2
 * @param data where the digits come from
 * @param algorithm the relaxed sort
 * @param loss the loss on its permutation
 */
public record RankingTask(int n, RankingData data, RelaxedSort algorithm, RankingLoss loss)
    implements Task {

  /** The kind's name. */
  public static final String KIND = "ranking";

  /** Checks n. */
  public RankingTask {
    Ranges.requireAtLeast("n", 2, n);
  }

  static RankingTask defaults() {
    return new RankingTask(
        5, RankingData.defaults(), new NeuralSort(1, false), RankingLoss.BINARY_CROSS_ENTROPY);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void checkBatch(int batch) {
    ImageBatch.check(batch, (long) n * RankingBatch.ITEM_PIXELS, "n = " + n);
  }

  /** Does nothing: ranking losses have all derivatives. */
  @Override
  public void checkCurvature(Curvature curvature) {}

  @Override
  public Task resolved() {
    return new RankingTask(n, data.resolved(), algorithm, loss);
  }

  @Override
  public String describe() {
    return "ranking n=%d, %s, %s".formatted(n, relaxed(), loss.key());
  }

  private String relaxed() {
    if (algorithm instanceof NeuralSort sort) {
      return "NeuralSort (temperature %s)".formatted(sort.temperature());
    }
    if (algorithm instanceof SoftSort sort) {
      return "SoftSort (temperature %s, power %s)".formatted(sort.temperature(), sort.power());
    }
    SortingNetwork sort = (SortingNetwork) algorithm;
    return "%s %s sorting network (steepness %s)"
        .formatted(sort.network().key(), sort.distribution().key(), sort.steepness());
  }
}
