package org.newtonlosses.graphs.rank;

import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A loss on the scores of lists of different lengths, whose items have grades: the higher the
 * grade, the higher an item's score should be. Lists are padded to m slots; padding may stand in
 * any slot and changes nothing.
 *
 * <pre>{@code
 * // The sum of the squared differences of scores and grades.
 * record SquaredError() implements ListLoss {
 *   @Override
 *   public <T extends TNumber> Loss<T> loss(
 *       Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type) {
 *     Operand<T> values = tf.dtypes.cast(grades, type);
 *     Operand<T> items = tf.dtypes.cast(tf.math.greaterEqual(grades, tf.constant(0f)), type);
 *     DifferentiableLoss<T> loss =
 *         (ops, scores) -> {
 *           Operand<T> squares = ops.math.squaredDifference(scores, values);
 *           return ops.sum(ops.math.mul(items, squares), ops.constant(1));
 *         };
 *     return loss;
 *   }
 * }
 * Operand<TFloat32> grades = tf.constant(new float[][] {{0, 2, 1, -1}});
 * Operand<TFloat64> scores = tf.constant(new double[][] {{1, 1.4, 2, 9}});
 * RelaxedSort sort = new NeuralSort(1, false);
 * new SquaredError().loss(tf, sort, grades, TFloat64.class).value(tf, scores); // → [2.36]
 * }</pre>
 */
public interface ListLoss {

  /**
   * The loss of scores.
   *
   * @param tf builds the nodes
   * @param sort relaxes the order of the scores; see {@link #usesSort}
   * @param grades of the items, [B, m] with m known when the graph is built, 0 or more; negative
   *     where there is no item
   * @param type of the scores
   * @return ℓ of scores [B, m]; 0 for a list without items, or of one grade
   * @throws IllegalArgumentException if grades has another shape
   */
  <T extends TNumber> Loss<T> loss(
      Ops tf, RelaxedSort sort, Operand<TFloat32> grades, Class<T> type);

  /** Whether the loss relaxes the order of the scores; unless overridden it does. */
  default boolean usesSort() {
    return true;
  }
}
