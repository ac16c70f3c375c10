package org.newtonlosses.graphs.smooth;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * An algorithm A as a function in the graph that is evaluated but never differentiated: it may use
 * sorts, comparisons and loops, which have no gradient.
 *
 * <p>A loop must be in a function that A calls, as in {@code ShortestPath}, or be a {@code
 * tf.statelessWhile}: TensorFlow refuses to differentiate a graph that has a loop of {@code
 * Graph.whileLoop} between the predictions and the loss, even where no derivative flows through it.
 *
 * <pre>{@code
 * BlackBox<TFloat64> largest =
 *     (tf, x) ->
 *         tf.oneHot(
 *             tf.math.argMax(x, tf.constant(1)),
 *             tf.constant(2),
 *             tf.constant(1.0),
 *             tf.constant(0.0));
 * largest.call(tf, tf.constant(new double[][] {{0.2, 0.5}, {3, 1}})); // → [[0, 1], [1, 0]]
 * }</pre>
 */
@FunctionalInterface
public interface BlackBox<T extends TNumber> {

  /**
   * Runs the algorithm.
   *
   * @param tf builds the nodes
   * @param inputs [N, m], of which each row is an input of its own
   * @return A of each row, [N, k]
   */
  Operand<T> call(Ops tf, Operand<T> inputs);
}
