package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The pairwise logistic loss, weighted by what an exchange of the two items would change in the
 * normalised discounted cumulative gain: Σ over g<sub>i</sub> > g<sub>j</sub> of |G<sub>i</sub> −
 * G<sub>j</sub>| |D<sub>i</sub> − D<sub>j</sub>| / maxDCG@k log(1 + exp(−(s<sub>i</sub> −
 * s<sub>j</sub>))), with D = 1 / log₂(place + 2) at the present places 0 … k − 1 by score. For
 * differentiation the weights are constants.
 *
 * <p>Of equal scores the lower grade stands first, and items of one score and one grade have the
 * mean D of their places: so slots do not count, and scores that are all equal teach something.
 *
 * <p>In time and memory O(m²), its second derivatives too, which are in closed form. Lists of one
 * grade teach nothing: loss and derivatives are 0.
 *
 * <pre>{@code
 * Operand<TFloat32> grades = tf.constant(new float[][] {{0, 2, 1, -1}});
 * Operand<TFloat64> scores = tf.constant(new double[][] {{1, 1.4, 2, 9}});
 * Loss<TFloat64> loss =
 *     new LambdaRank(Gain.EXPONENTIAL, 0).loss(tf, null, grades, TFloat64.class);
 * loss.value(tf, scores); // → [0.3095]
 * loss.expand(tf, scores).gradient(); // → [[0.0804, -0.1747, 0.0942, 0]]
 * }</pre>
 *
 * <p>Source: Burges, "From RankNet to LambdaRank to LambdaMART: An Overview", Microsoft Research
 * MSR-TR-2010-82.
 *
 * @param gain G
 * @param k the places that count, beyond which D is 0; 0: all. (LightGBM's {@code
 *     lambdarank_truncation_level} leaves out the same pairs, those of which neither stands on
 *     these places, but keeps the D of the others.)
 */
public record LambdaRank(Gain gain, int k) implements ListLoss {

  /**
   * Checks k.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public LambdaRank {
    Ranges.requireAtLeast("k", 0, k);
  }

  @Override
  public <T extends TNumber> Loss<T> loss(
      Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type) {
    return new PairwiseLogistic<>(Grades.of(tf, grades, type), this::weights);
  }

  private <T extends TNumber> Operand<T> weights(Ops tf, Grades<T> grades, Operand<T> scores) {
    Class<T> type = scores.type();
    int places = k == 0 ? grades.slots() : Math.min(k, grades.slots());
    Operand<T> discounts = tf.dtypes.cast(discounts(tf, grades, scores, places), type);
    Operand<T> ideal = Grades.rows(tf, Grades.lists(tf, grades.idealDcg(gain, places)));
    return tf.math.mul(
        distances(tf, grades.gains(gain)), tf.math.divNoNan(distances(tf, discounts), ideal));
  }

  /** Whether item j stands before item i, [B, m, m]. */
  private static <T extends TNumber> Operand<TBool> before(
      Ops tf, Grades<T> grades, Operand<T> scores) {
    Operand<T> own = Grades.rows(tf, scores);
    Operand<T> other = Grades.columns(tf, scores);
    Operand<TBool> tie =
        tf.math.logicalAnd(
            tf.math.equal(other, own),
            tf.math.less(Grades.columns(tf, grades.values()), Grades.rows(tf, grades.values())));
    return tf.math.logicalAnd(
        Grades.columns(tf, grades.present()), tf.math.logicalOr(tf.math.greater(other, own), tie));
  }

  /** The mean discounts of the places of items with the score and grade of item i, [B, m]. */
  private static <T extends TNumber> Operand<TFloat64> discounts(
      Ops tf, Grades<T> grades, Operand<T> scores, int places) {
    Operand<TInt32> before =
        tf.sum(tf.dtypes.cast(before(tf, grades, scores), TInt32.class), tf.constant(2));
    Operand<TBool> alike =
        tf.math.logicalAnd(
            tf.math.equal(Grades.rows(tf, scores), Grades.columns(tf, scores)),
            tf.math.equal(Grades.rows(tf, grades.values()), Grades.columns(tf, grades.values())));
    // At least the item itself, even if its score is NaN.
    Operand<TInt32> count =
        tf.math.maximum(
            tf.sum(tf.dtypes.cast(alike, TInt32.class), tf.constant(2)), tf.constant(1));
    Operand<TFloat64> sums = Discounts.sums(tf, places, grades.slots());
    Operand<TFloat64> first = at(tf, sums, before);
    // Slots without an item may be counted beyond the last place.
    Operand<TInt32> end = tf.math.minimum(tf.math.add(before, count), tf.constant(grades.slots()));
    return tf.math.div(
        tf.math.sub(at(tf, sums, end), first), tf.dtypes.cast(count, TFloat64.class));
  }

  private static Operand<TFloat64> at(Ops tf, Operand<TFloat64> sums, Operand<TInt32> places) {
    return tf.gather(sums, places, tf.constant(0), new Gather.Options[0]);
  }

  /** |x_i − x_j|, [B, m] → [B, m, m]. */
  private static <T extends TNumber> Operand<T> distances(Ops tf, Operand<T> x) {
    return tf.math.abs(tf.math.sub(Grades.rows(tf, x), Grades.columns(tf, x)));
  }

  @Override
  public boolean usesSort() {
    return false;
  }
}
