package org.newtonlosses.graphs.net;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * From a network's output, any real number, to a positive cost; ε = 1e-6 keeps the smallest costs
 * away from zero, which shortest paths must not meet. All have a first derivative everywhere (that
 * of |x| at 0 is taken as 0).
 *
 * <pre>{@code
 * Operand<TFloat64> x = tf.constant(new double[] {-1, 0, 2});
 * CostMap.SOFTPLUS.call(tf, x); // → [0.3133, 0.6931, 2.1269]
 * CostMap.ABS.call(tf, x); // → [1, 0, 2]
 * }</pre>
 */
public enum CostMap {
  /** |x| + ε. */
  ABS {
    @Override
    <T extends TNumber> Operand<T> nonnegative(Ops tf, Operand<T> x) {
      return tf.math.abs(x);
    }
  },

  /** eˣ + ε. */
  EXP {
    @Override
    <T extends TNumber> Operand<T> nonnegative(Ops tf, Operand<T> x) {
      return tf.math.exp(x);
    }
  },

  /** log(1 + eˣ) + ε. */
  SOFTPLUS {
    @Override
    <T extends TNumber> Operand<T> nonnegative(Ops tf, Operand<T> x) {
      return tf.math.softplus(x);
    }
  },

  /** 1/(1 + e⁻ˣ) + ε. */
  SIGMOID {
    @Override
    <T extends TNumber> Operand<T> nonnegative(Ops tf, Operand<T> x) {
      return tf.math.sigmoid(x);
    }
  };

  private static final double EPSILON = 1e-6;

  /**
   * Maps each number by itself.
   *
   * @param tf builds the nodes
   * @param x any shape
   * @return costs, &gt; 0, of the same shape
   */
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
    return tf.math.add(nonnegative(tf, x), tf.dtypes.cast(tf.constant(EPSILON), x.type()));
  }

  abstract <T extends TNumber> Operand<T> nonnegative(Ops tf, Operand<T> x);
}
