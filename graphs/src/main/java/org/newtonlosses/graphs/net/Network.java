package org.newtonlosses.graphs.net;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A network that scores images, with its parameters bound. */
@FunctionalInterface
public interface Network {

  /**
   * Scores each image by itself.
   *
   * @param tf builds the nodes
   * @param images [N, 28, 112], grey values from 0 to 255; N is free
   * @return scores, [N]
   * @throws IllegalArgumentException if images cannot have that shape
   */
  Operand<TFloat32> call(Ops tf, Operand<TUint8> images);
}
