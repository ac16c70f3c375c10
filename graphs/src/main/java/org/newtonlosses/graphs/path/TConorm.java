package org.newtonlosses.graphs.path;

import java.util.List;
import org.newtonlosses.graphs.parameter.Keys;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * T-conorms: relaxations of "or" to degrees of truth from 0 to 1. Each is commutative, associative
 * and monotone, and has 0 as its neutral element.
 */
public enum TConorm {
  /** a + b − ab. */
  PROBABILISTIC {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b, double p) {
      return tf.math.sub(tf.math.add(a, b), tf.math.mul(a, b));
    }
  },

  /** (a + b + (p − 2)ab)/(1 + (p − 1)ab), p &gt; 0; {@link #PROBABILISTIC} for p = 1. */
  HAMACHER {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b, double p) {
      Class<T> type = a.type();
      Operand<T> ab = tf.math.mul(a, b);
      return tf.math.div(
          tf.math.addN(List.of(a, b, tf.math.mul(ab, tf.constant(type, p - 2)))),
          tf.math.add(tf.math.mul(ab, tf.constant(type, p - 1)), tf.constant(type, 1)));
    }
  },

  /** (a + b)/(1 + ab): Hamacher's with p = 2. */
  EINSTEIN {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b, double p) {
      return tf.math.div(
          tf.math.add(a, b), tf.math.add(tf.math.mul(a, b), tf.constant(a.type(), 1)));
    }
  },

  /** min(1, a + b). */
  YAGER_1 {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b, double p) {
      return tf.math.minimum(tf.math.add(a, b), tf.constant(a.type(), 1));
    }
  };

  /**
   * Merges elementwise.
   *
   * @param tf builds the nodes
   * @param a from 0 to 1
   * @param b from 0 to 1, of the same shape
   * @param p of {@link #HAMACHER}; not used by the others
   * @return the shape of a
   */
  public abstract <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b, double p);

  /** The name in recipes and on the command line, such as {@code yager-1}. */
  public String key() {
    return Keys.of(this);
  }

  /**
   * The t-conorm of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static TConorm parse(String key) {
    return Keys.parse("conorm", TConorm.class, TConorm::key, key);
  }
}
