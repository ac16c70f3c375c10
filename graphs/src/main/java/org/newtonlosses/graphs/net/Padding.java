package org.newtonlosses.graphs.net;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Borders around images. */
final class Padding {

  private Padding() {}

  /** Adds zeros on all four sides: [N, h, w, c] → [N, h + 2·pad, w + 2·pad, c]. */
  static Operand<TFloat32> zeros(Ops tf, Operand<TFloat32> x, int pad) {
    int[][] borders = {{0, 0}, {pad, pad}, {pad, pad}, {0, 0}};
    return tf.pad(x, tf.constant(borders), tf.constant(0f));
  }
}
