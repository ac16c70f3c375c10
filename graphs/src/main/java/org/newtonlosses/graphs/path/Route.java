package org.newtonlosses.graphs.path;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A path of each example as the cells on it, and as what their costs are multiplied by in its cost:
 * the cost of a path is Σ<sub>i</sub> length<sub>i</sub> cost<sub>i</sub>, linear in the costs.
 *
 * <p>With {@link Moves.StepCost#CELL} both are the same. With {@link Moves.StepCost#ENTERING} the
 * length of a cell is that of the step that enters it, 1 or √2, and 0 for the start.
 *
 * <pre>{@code
 * Operand<TFloat64> path = tf.constant(new double[][] {{1, 0, 0, 1}});
 * Operand<TFloat64> diagonal = tf.constant(new double[][] {{0, 0, 0, 1}});
 * Operand<TFloat64> start = tf.constant(new double[][] {{1, 0, 0, 0}});
 * Route.entering(tf, path, diagonal, start).lengths(); // → [[0, 0, 0, 1.4142]]
 * Route.ofCells(path).lengths(); // → [[1, 0, 0, 1]]
 * }</pre>
 *
 * @param path zeros and ones, [B, m]
 * @param lengths 0 where there is no path, [B, m]
 */
public record Route<T extends TNumber>(Operand<T> path, Operand<T> lengths) {

  /** Of paths that cost the sum of the costs of their cells. */
  public static <T extends TNumber> Route<T> ofCells(Operand<T> path) {
    return new Route<>(path, path);
  }

  /**
   * Of paths that cost what is entered.
   *
   * @param tf builds the nodes
   * @param path zeros and ones, [B, m]
   * @param diagonal ones where the path enters a cell by a diagonal step, else zeros, [B, m]
   * @param start a one in the cell where the path starts, [B, m]
   */
  public static <T extends TNumber> Route<T> entering(
      Ops tf, Operand<T> path, Operand<T> diagonal, Operand<T> start) {
    Operand<T> further = tf.dtypes.cast(tf.constant(Math.sqrt(2) - 1), path.type());
    return new Route<>(path, tf.math.add(tf.math.sub(path, start), tf.math.mul(diagonal, further)));
  }
}
