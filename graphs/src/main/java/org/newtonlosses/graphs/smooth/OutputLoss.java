package org.newtonlosses.graphs.smooth;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A loss L between what an algorithm puts out and what it should.
 *
 * <pre>{@code
 * OutputLoss<TFloat64> squared =
 *     (tf, a, q) -> tf.sum(tf.math.squaredDifference(a, q), tf.constant(1));
 * Operand<TFloat64> output = tf.constant(new double[][] {{1, 0}});
 * squared.call(tf, output, tf.constant(new double[][] {{0, 1}})); // → [2]
 * }</pre>
 */
@FunctionalInterface
public interface OutputLoss<T extends TNumber> {

  /**
   * The loss of each row.
   *
   * @param tf builds the nodes
   * @param output a, [N, k]
   * @param target q, [N, k]
   * @return L(a, q), [N]
   */
  Operand<T> call(Ops tf, Operand<T> output, Operand<T> target);
}
