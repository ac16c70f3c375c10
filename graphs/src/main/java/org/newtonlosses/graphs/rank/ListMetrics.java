package org.newtonlosses.graphs.rank;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What is measured of ranked lists: {@link Relevance}, {@link Agreement}, or what a user writes.
 *
 * <pre>{@code
 * Operand<TFloat32> scores = tf.constant(new float[][] {{3, 1, 2}});
 * Operand<TFloat32> grades = tf.constant(new float[][] {{0, 1, 2}});
 * ListMetrics both = new ListMetrics.Agreement();
 * both.of(tf, scores, grades).get(ListMetrics.Agreement.ELEMENT_WISE); // → 0
 * }</pre>
 */
@FunctionalInterface
public interface ListMetrics {

  /**
   * Measures a batch.
   *
   * @param tf builds the nodes
   * @param scores [B, L], larger is better; L may be known only when the graph runs
   * @param grades [B, L], 0 or more; negative where there is no item
   * @return sums over the batch, scalars by name
   */
  Map<String, Operand<TFloat32>> of(Ops tf, Operand<TFloat32> scores, Operand<TFloat32> grades);

  /**
   * What counts where a list's top matters: NDCG@1, @5 and @10, average precision and reciprocal
   * rank.
   *
   * @param gain of a grade in the NDCG
   * @param unranked what a list without a relevant item counts, from 0 to 1
   */
  record Relevance(Gain gain, double unranked) implements ListMetrics {
    /** {@link RankMetrics#ndcg} of the first. */
    public static final String NDCG_1 = "ndcg_1";

    /** {@link RankMetrics#ndcg} of the first five. */
    public static final String NDCG_5 = "ndcg_5";

    /** {@link RankMetrics#ndcg} of the first ten. */
    public static final String NDCG_10 = "ndcg_10";

    /** {@link RankMetrics#averagePrecision}. */
    public static final String AVERAGE_PRECISION = "average_precision";

    /** {@link RankMetrics#reciprocalRank}. */
    public static final String RECIPROCAL_RANK = "reciprocal_rank";

    @Override
    public Map<String, Operand<TFloat32>> of(
        Ops tf, Operand<TFloat32> scores, Operand<TFloat32> grades) {
      RankMetrics metrics = RankMetrics.of(tf, scores, grades, gain, (float) unranked);
      return Map.of(
          NDCG_1, metrics.ndcg(1),
          NDCG_5, metrics.ndcg(5),
          NDCG_10, metrics.ndcg(10),
          AVERAGE_PRECISION, metrics.averagePrecision(),
          RECIPROCAL_RANK, metrics.reciprocalRank());
    }
  }

  /** What counts where the whole order matters: whether it is right, and how much of it. */
  record Agreement() implements ListMetrics {
    /** {@link RankMetrics#exactMatch}. */
    public static final String EXACT_MATCH = "exact_match";

    /** {@link RankMetrics#elementWise}. */
    public static final String ELEMENT_WISE = "element_wise";

    @Override
    public Map<String, Operand<TFloat32>> of(
        Ops tf, Operand<TFloat32> scores, Operand<TFloat32> grades) {
      RankMetrics metrics = RankMetrics.of(tf, scores, grades, Gain.LINEAR, 1);
      return Map.of(EXACT_MATCH, metrics.exactMatch(), ELEMENT_WISE, metrics.elementWise());
    }
  }
}
