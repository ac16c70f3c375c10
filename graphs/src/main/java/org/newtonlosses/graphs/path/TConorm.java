package org.newtonlosses.graphs.path;

import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * T-conorms: relaxations of "or" to degrees of truth from 0 to 1. Each is commutative, associative
 * and monotone, and has 0 as its neutral element.
 *
 * <pre>{@code
 * Operand<TFloat64> half = tf.constant(0.5);
 * new TConorm.Probabilistic().call(tf, half, half); // → 0.75
 * new TConorm.Hamacher(5).call(tf, half, half); // → 0.875
 * new TConorm.Einstein().call(tf, half, half); // → 0.8
 * new TConorm.Yager1().call(tf, half, half); // → 1
 * }</pre>
 */
public interface TConorm {

  /**
   * Merges elementwise.
   *
   * @param tf builds the nodes
   * @param a from 0 to 1
   * @param b from 0 to 1, of the same shape
   * @return the shape of a
   */
  <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b);

  /** a + b − ab. */
  record Probabilistic() implements TConorm {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b) {
      return tf.math.sub(tf.math.add(a, b), tf.math.mul(a, b));
    }
  }

  /**
   * (a + b + (p − 2)ab)/(1 + (p − 1)ab); {@link Probabilistic} for p = 1, {@link Einstein} for p =
   * 2.
   *
   * @param p &gt; 0
   */
  record Hamacher(double p) implements TConorm {

    /** Checks p; throws {@link IllegalArgumentException} if it is not positive and finite. */
    public Hamacher {
      Ranges.requirePositive("conorm p", p);
    }

    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b) {
      Class<T> type = a.type();
      Operand<T> ab = tf.math.mul(a, b);
      return tf.math.div(
          tf.math.addN(List.of(a, b, tf.math.mul(ab, tf.constant(type, p - 2)))),
          tf.math.add(tf.math.mul(ab, tf.constant(type, p - 1)), tf.constant(type, 1)));
    }
  }

  /** (a + b)/(1 + ab). */
  record Einstein() implements TConorm {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b) {
      return tf.math.div(
          tf.math.add(a, b), tf.math.add(tf.math.mul(a, b), tf.constant(a.type(), 1)));
    }
  }

  /** min(1, a + b). */
  record Yager1() implements TConorm {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> a, Operand<T> b) {
      return tf.math.minimum(tf.math.add(a, b), tf.constant(a.type(), 1));
    }
  }
}
