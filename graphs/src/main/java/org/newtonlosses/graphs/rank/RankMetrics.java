package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.op.Select;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * How well scores rank lists of different lengths whose items have grades, summed over the batch so
 * that batches can be added up. Items of equal scores stand in the order of their slots, as
 * LightGBM has them. A list with a NaN among its items' scores counts 0.
 *
 * <p>A list without a relevant item (of {@link #ndcg}: without gain) counts what {@link #of} is
 * told: 1 as in LightGBM and XGBoost, 0 as in scikit-learn; trec_eval leaves such lists out.
 *
 * <pre>{@code
 * Operand<TFloat32> scores = tf.constant(new float[][] {{3, 1, 2, 9}, {1, 2, 0, 0}});
 * Operand<TFloat32> grades = tf.constant(new float[][] {{0, 2, 1, -1}, {1, 1, -1, -1}});
 * RankMetrics metrics = RankMetrics.of(tf, scores, grades, Gain.EXPONENTIAL, 1);
 * metrics.ndcg(10); // → 1.5869
 * metrics.averagePrecision(); // → 1.5833
 * metrics.reciprocalRank(); // → 1.5
 * metrics.exactMatch(); // → 1
 * metrics.elementWise(); // → 1.3333
 * }</pre>
 *
 * <p>Source: Järvelin and Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", ACM
 * Transactions on Information Systems 20 (4), 2002 (with D<sub>j</sub> = 1 / log₂(j + 2) for the
 * places j = 0, 1, …, as the field has it since).
 */
public final class RankMetrics {

  private static final double RELEVANT = 1;

  private final Ops tf;
  private final Gain gain;
  private final double unranked;

  /** 1 for a list whose scores are numbers, [B]. */
  private final Operand<TFloat64> valid;

  /** 1 for each place that an item stands on, [B, L]. */
  private final Operand<TFloat64> filled;

  /** The grades from the largest score down, then those of no items, which are −1, [B, L]. */
  private final Operand<TFloat64> found;

  /** The grades from the largest down, [B, L]. */
  private final Operand<TFloat64> best;

  private RankMetrics(
      Ops tf, Operand<TFloat32> scores, Operand<TFloat32> grades, Gain gain, double unranked) {
    this.tf = tf;
    this.gain = gain;
    this.unranked = unranked;
    Operand<TBool> present = tf.math.greaterEqual(grades, tf.constant(0f));
    Operand<TFloat32> known =
        Select.of(tf, present, grades, tf.fill(tf.shape(grades), tf.constant(-1f)));
    Operand<TFloat32> zeros = tf.zerosLike(scores);
    Operand<TFloat32> real = Select.of(tf, present, scores, zeros);
    Operand<TBool> numbers = tf.math.equal(real, real);
    this.valid = number(tf.reduceAll(numbers, tf.constant(1)));
    // Sorting by NaN may read beyond the values; no item stands behind all items.
    Operand<TFloat32> sortable =
        tf.math.maximum(Select.of(tf, numbers, real, zeros), tf.constant(-Float.MAX_VALUE));
    Operand<TFloat32> behind = tf.fill(tf.shape(scores), tf.constant(Float.NEGATIVE_INFINITY));
    Operand<TInt32> order = sorted(Select.of(tf, present, sortable, behind)).indices();
    Operand<TFloat32> ordered = tf.gather(known, order, tf.constant(1), Gather.batchDims(1L));
    this.found = tf.dtypes.cast(ordered, TFloat64.class);
    this.best = tf.dtypes.cast(sorted(known).values(), TFloat64.class);
    this.filled = number(tf.math.greaterEqual(best, tf.constant(0.0)));
  }

  /**
   * The metrics of a batch, in time O(L log L) for each list.
   *
   * @param tf builds the nodes
   * @param scores [B, L], larger is better; L may be known only when the graph runs
   * @param grades [B, L], 0 or more; negative where there is no item
   * @param gain of {@link #ndcg}
   * @param unranked what a list without a relevant item counts
   * @throws IllegalArgumentException if one has another rank, or unranked is not in [0, 1]
   */
  public static RankMetrics of(
      Ops tf, Operand<TFloat32> scores, Operand<TFloat32> grades, Gain gain, float unranked) {
    requireLists("scores", scores);
    requireLists("grades", grades);
    if (!(unranked >= 0 && unranked <= 1)) {
      throw new IllegalArgumentException(
          "what a list without a relevant item counts must be in [0, 1], found " + unranked);
    }
    return new RankMetrics(tf, scores, grades, gain, unranked);
  }

  private static void requireLists(String name, Operand<TFloat32> lists) {
    if (lists.shape().numDimensions() != 2) {
      throw new IllegalArgumentException(
          "%s must have the shape [B, L], found %s".formatted(name, lists.shape()));
    }
  }

  /**
   * The sum of NDCG@k = Σ<sub>j &lt; k</sub> D<sub>j</sub> G(g of the item at place j) divided by
   * the same of the best order.
   *
   * @param k the places that count, at least 1; a list may have fewer
   * @return a scalar
   * @throws IllegalArgumentException if k is less than 1
   */
  public Operand<TFloat32> ndcg(int k) {
    Ranges.requireAtLeast("k", 1, k);
    Operand<TInt32> places = tf.gather(tf.shape(best), tf.constant(1), tf.constant(0));
    Operand<TFloat64> first =
        number(tf.math.less(tf.range(tf.constant(0), places, tf.constant(1)), tf.constant(k)));
    Operand<TFloat64> weights = tf.math.mul(first, Discounts.of(tf, places));
    Operand<TFloat64> ideal = gained(best, weights);
    return total(ranked(gained(found, weights), ideal));
  }

  /**
   * The sum of the average precisions: the mean over a list's relevant items, whose grade is 1 or
   * more, of the share of relevant items among those that do not stand behind it.
   *
   * @return a scalar; averaged over the lists it is MAP
   */
  public Operand<TFloat32> averagePrecision() {
    Operand<TFloat64> relevant = relevant();
    Operand<TFloat64> precisions = tf.math.div(tf.math.cumsum(relevant, tf.constant(1)), numbers());
    return total(
        ranked(
            tf.sum(tf.math.mul(relevant, precisions), tf.constant(1)),
            tf.sum(relevant, tf.constant(1))));
  }

  /**
   * The sum of the reciprocal ranks: 1 over the place, counted from 1, of the first item whose
   * grade is 1 or more.
   *
   * @return a scalar; averaged over the lists it is MRR
   */
  public Operand<TFloat32> reciprocalRank() {
    Operand<TFloat64> relevant = relevant();
    Operand<TFloat64> reciprocals = tf.math.div(relevant, numbers());
    // Of no places at all the largest is −∞.
    Operand<TFloat64> first =
        tf.math.maximum(tf.max(reciprocals, tf.constant(1)), tf.constant(0.0));
    Operand<TFloat64> any =
        number(tf.math.greater(tf.sum(relevant, tf.constant(1)), tf.constant(0.0)));
    return total(ranked(first, any));
  }

  /**
   * The number of lists in the right order: no item stands before one of a higher grade.
   *
   * @return a scalar
   */
  public Operand<TFloat32> exactMatch() {
    return total(number(tf.reduceAll(tf.math.equal(found, best), tf.constant(1))));
  }

  /**
   * The sum over the lists of the share of places with an item of the grade that belongs there; of
   * a list without items 1.
   *
   * @return a scalar
   */
  public Operand<TFloat32> elementWise() {
    Operand<TFloat64> wrong = number(tf.math.notEqual(found, best));
    Operand<TFloat64> share =
        tf.math.divNoNan(tf.sum(wrong, tf.constant(1)), tf.sum(filled, tf.constant(1)));
    return total(tf.math.sub(tf.constant(1.0), share));
  }

  private TopK<TFloat32, TInt32> sorted(Operand<TFloat32> values) {
    Operand<TInt32> all = tf.gather(tf.shape(values), tf.constant(1), tf.constant(0));
    return tf.nn.topK(values, all, TInt32.class, new TopK.Options[0]);
  }

  /** Σ of the gains times the weights of their places, [B]. */
  private Operand<TFloat64> gained(Operand<TFloat64> grades, Operand<TFloat64> weights) {
    Operand<TFloat64> gains = gain.of(tf, tf.math.maximum(grades, tf.constant(0.0)));
    return tf.sum(tf.math.mul(gains, weights), tf.constant(1));
  }

  private Operand<TFloat64> relevant() {
    return number(tf.math.greaterEqual(found, tf.constant(RELEVANT)));
  }

  /** 1, 2, … L. */
  private Operand<TFloat64> numbers() {
    Operand<TInt32> places = tf.gather(tf.shape(best), tf.constant(1), tf.constant(0));
    Operand<TInt32> end = tf.math.add(places, tf.constant(1));
    return tf.dtypes.cast(tf.range(tf.constant(1), end, tf.constant(1)), TFloat64.class);
  }

  /** Reached divided by possible, [B]; what was told where nothing is possible. */
  private Operand<TFloat64> ranked(Operand<TFloat64> reached, Operand<TFloat64> possible) {
    Operand<TFloat64> none =
        tf.math.mul(number(tf.math.equal(possible, tf.constant(0.0))), tf.constant(unranked));
    return tf.math.add(tf.math.divNoNan(reached, possible), none);
  }

  private Operand<TFloat64> number(Operand<TBool> condition) {
    return tf.dtypes.cast(condition, TFloat64.class);
  }

  private Operand<TFloat32> total(Operand<TFloat64> ofLists) {
    Operand<TFloat64> counted = tf.math.mul(valid, ofLists);
    return tf.dtypes.cast(tf.sum(counted, tf.constant(0)), TFloat32.class);
  }
}
