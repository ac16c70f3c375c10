package org.newtonlosses.graphs.path;

import org.newtonlosses.graphs.parameter.Keys;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Losses between a path and the true one, per example: a mean over the cells. */
public enum PathLoss {
  /** (1/m) Σ<sub>i</sub> |a<sub>i</sub> − q<sub>i</sub>|. */
  L1 {
    @Override
    <T extends TNumber> Operand<T> cells(Ops tf, Operand<T> difference) {
      return tf.math.abs(difference);
    }
  },

  /** (1/m) Σ<sub>i</sub> (a<sub>i</sub> − q<sub>i</sub>)². */
  L2 {
    @Override
    <T extends TNumber> Operand<T> cells(Ops tf, Operand<T> difference) {
      return tf.math.square(difference);
    }
  };

  /** The name in recipes and on the command line. */
  public String key() {
    return Keys.of(this);
  }

  /**
   * The loss of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static PathLoss parse(String key) {
    return Keys.parse("loss", PathLoss.class, PathLoss::key, key);
  }

  /**
   * The loss of each example.
   *
   * @param tf builds the nodes
   * @param path a, [B, m]
   * @param target q, [B, m], of zeros and ones
   * @return [B]
   */
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> path, Operand<T> target) {
    return tf.math.mean(cells(tf, tf.math.sub(path, target)), tf.constant(1));
  }

  abstract <T extends TNumber> Operand<T> cells(Ops tf, Operand<T> difference);
}
