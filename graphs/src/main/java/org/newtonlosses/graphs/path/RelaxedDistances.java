package org.newtonlosses.graphs.path;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** The distances of the relaxed Bellman-Ford algorithm, as −β d. */
final class RelaxedDistances {

  /** The distance of what has not been reached. */
  private static final double UNREACHED = 1e12;

  /** Keeps products with β d finite in float32. */
  private static final double LARGEST = 1e30;

  private RelaxedDistances() {}

  /**
   * The weights of the last iteration.
   *
   * @param tf builds the nodes
   * @param costs [m, B]
   * @param beta β, the inverse temperature
   * @return w<sub>ik</sub>, [m, 8, B]
   */
  static <T extends TNumber> Operand<T> weights(
      Ops tf, Operand<T> costs, Grid grid, double beta, int iterations) {
    Class<T> type = costs.type();
    int m = grid.cells();
    double unreached = -Math.min(beta * UNREACHED, LARGEST);
    Operand<T> scaled = tf.math.mul(costs, tf.constant(type, -beta));
    Operand<TInt32> shape = tf.shape(tf.stopGradient(costs));
    Operand<T> fixed = Rows.of(tf, type, shape, 0, unreached);
    // The first cell's neighbours see it in the first of the fixed rows.
    Operand<TInt32> neighbours = new Neighbours(grid).rows(tf, cell -> cell == 0 ? m : cell, m + 1);
    Operand<TInt32> lastAxis = tf.constant(2);
    Operand<TInt32> swapped = tf.array(0, 2, 1);

    Operand<T> distances = tf.broadcastTo(tf.constant(type, unreached), shape);
    Operand<T> weights = null;
    for (int i = 0; i < iterations; i++) {
      Operand<T> rows = tf.concat(List.of(distances, fixed), tf.constant(0));
      Operand<T> around = tf.linalg.transpose(tf.gatherNd(rows, neighbours), swapped);
      // Less the largest: else derivatives would be small differences of large numbers.
      Operand<T> largest = tf.stopGradient(tf.max(around, lastAxis, Max.keepDims(true)));
      Operand<T> differences = tf.math.sub(around, largest);
      weights = tf.nn.softmax(differences);
      Operand<T> further = tf.sum(tf.math.mul(weights, differences), lastAxis);
      Operand<T> nearest = tf.reshape(largest, shape);
      distances = tf.math.addN(List.of(nearest, further, scaled));
    }
    return tf.linalg.transpose(weights, swapped);
  }
}
