package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The negative log-likelihood of the order by grade under the model of Plackett and Luce, which
 * draws the items one after the other, each with the probability e<sup>s</sup> among what is left:
 * the mean over the items that are better than others of −log(e<sup>s<sub>i</sub></sup> /
 * (e<sup>s<sub>i</sub></sup> + Σ e<sup>s<sub>j</sub></sup>), the sum over the items of lower
 * grades.
 *
 * <p>Any order within a grade is right: its items do not compete with each other. Without ties it
 * is the likelihood itself. With ties it is, before the mean is taken, above the negative logarithm
 * of the likelihood of all right orders together, which has no closed form, by at most log d! for
 * each grade of d items. Lists of one grade teach nothing: loss and derivatives are 0.
 *
 * <p>In time and memory O(m²); the second derivatives are in closed form, a product of m × m
 * matrices.
 *
 * <pre>{@code
 * Operand<TFloat32> grades = tf.constant(new float[][] {{0, 2, 1, -1}});
 * Operand<TFloat64> scores = tf.constant(new double[][] {{1, 1.4, 2, 9}});
 * Loss<TFloat64> loss = new ListMle().loss(tf, new NeuralSort(1, false), grades, TFloat64.class);
 * loss.value(tf, scores); // → [0.7819]
 * loss.expand(tf, scores).gradient(); // → [[0.2304, -0.3568, 0.1264, 0]]
 * }</pre>
 *
 * <p>Source: Xia, Liu, Wang, Zhang and Li, "Listwise Approach to Learning to Rank: Theory and
 * Algorithm", ICML 2008.
 */
public record ListMle() implements ListLoss {

  @Override
  public <T extends TNumber> Loss<T> loss(
      Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type) {
    Grades<T> all = Grades.of(tf, grades, type);
    Operand<TBool> better = all.better();
    Operand<T> draws = tf.dtypes.cast(tf.reduceAny(better, tf.constant(2)), type);
    Operand<T> share = tf.math.divNoNan(draws, tf.sum(draws, tf.constant(1), Sum.keepDims(true)));
    return new SoftmaxChoices<>(
        all, tf.math.logicalOr(better, itself(tf, all.slots())), Grades.rows(tf, share), share);
  }

  /** [1, m, m]. */
  private static Operand<TBool> itself(Ops tf, int slots) {
    Operand<TInt32> places = tf.range(tf.constant(0), tf.constant(slots), tf.constant(1));
    return tf.expandDims(
        tf.math.equal(tf.expandDims(places, tf.constant(1)), tf.expandDims(places, tf.constant(0))),
        tf.constant(0));
  }

  @Override
  public boolean usesSort() {
    return false;
  }
}
