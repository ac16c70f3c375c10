package org.newtonlosses.graphs.rank;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * What an item of a grade brings to the discounted cumulative gain.
 *
 * <pre>{@code
 * Gain.valueOf("EXPONENTIAL"); // → EXPONENTIAL
 * }</pre>
 */
public enum Gain {

  /** 2<sup>g</sup> − 1; in float32 finite up to g = 127. */
  EXPONENTIAL {
    @Override
    <T extends TNumber> Operand<T> of(Ops tf, Operand<T> grades) {
      Class<T> type = grades.type();
      return tf.math.sub(tf.math.pow(tf.constant(type, 2), grades), tf.constant(type, 1));
    }
  },

  /** g. */
  LINEAR {
    @Override
    <T extends TNumber> Operand<T> of(Ops tf, Operand<T> grades) {
      return grades;
    }
  };

  /**
   * The gains.
   *
   * @param tf builds the nodes
   * @param grades 0 or more, of any shape
   * @return of that shape
   */
  abstract <T extends TNumber> Operand<T> of(Ops tf, Operand<T> grades);
}
