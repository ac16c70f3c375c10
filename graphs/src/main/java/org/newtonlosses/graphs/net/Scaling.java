package org.newtonlosses.graphs.net;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Brings inputs to a common scale, by channel, the last axis, before a network sees them: {@link
 * Standardization} or {@link Interpolation}.
 *
 * <pre>{@code
 * Scaling scaling = Standardization.range(255);
 * Operand<TUint8> images = tf.dtypes.cast(tf.constant(new int[][] {{0, 255}}), TUint8.class);
 * scaling.call(tf, images); // → [[0, 1]]
 * }</pre>
 */
public interface Scaling {

  /** The number of channels that have a scale of their own; 1 or 0 if there is one for all. */
  int channels();

  /**
   * Scales.
   *
   * @param tf builds the nodes
   * @param input numbers of any type, [N, …, c]
   * @return float32 [N, …, c]
   */
  Operand<TFloat32> call(Ops tf, Operand<? extends TType> input);
}
