package org.newtonlosses.graphs.path;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A loss between a path and the true one, per example.
 *
 * <pre>{@code
 * Operand<TFloat64> path = tf.constant(new double[][] {{1, 0.5, 0.1, 1}});
 * Operand<TFloat64> target = tf.constant(new double[][] {{1, 0, 0, 1}});
 * new PathLoss.L1().call(tf, path, target); // → [0.15]
 * new PathLoss.L2().call(tf, path, target); // → [0.065]
 * }</pre>
 */
public interface PathLoss {

  /**
   * The loss of each example.
   *
   * @param tf builds the nodes
   * @param path a, [B, m]
   * @param target q, [B, m], of zeros and ones
   * @return [B]
   */
  <T extends TNumber> Operand<T> call(Ops tf, Operand<T> path, Operand<T> target);

  /**
   * Whether the loss of an example is known, from a test, to depend on the example alone; then
   * losses that are made of it need not check it when they run. Unless overridden it is not known.
   */
  default boolean examplesAreIndependent() {
    return false;
  }

  /**
   * The mean over the cells of their differences: (1/m) Σ<sub>i</sub> |a<sub>i</sub> −
   * q<sub>i</sub>|.
   */
  record L1() implements PathLoss {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> path, Operand<T> target) {
      return tf.math.mean(tf.math.abs(tf.math.sub(path, target)), tf.constant(1));
    }

    @Override
    public boolean examplesAreIndependent() {
      return true;
    }
  }

  /** The mean over the cells of squares: (1/m) Σ<sub>i</sub> (a<sub>i</sub> − q<sub>i</sub>)². */
  record L2() implements PathLoss {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> path, Operand<T> target) {
      return tf.math.mean(tf.math.square(tf.math.sub(path, target)), tf.constant(1));
    }

    @Override
    public boolean examplesAreIndependent() {
      return true;
    }
  }
}
