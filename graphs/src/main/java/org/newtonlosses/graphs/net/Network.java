package org.newtonlosses.graphs.net;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A network that makes predictions from images, with its parameters bound. */
@FunctionalInterface
public interface Network {

  /**
   * Predicts from each image by itself, as the trained network serves.
   *
   * @param tf builds the nodes
   * @param images [N, …], grey values from 0 to 255; N is free
   * @return predictions, [N, …]
   * @throws IllegalArgumentException if images cannot have the shape that the network takes
   */
  Operand<TFloat32> call(Ops tf, Operand<TUint8> images);

  /**
   * Predicts as during training: the predictions may depend on the batch, and the network's state
   * may change. A network without state makes no difference.
   *
   * @param tf builds the nodes
   * @param images as for {@link #call}
   * @return predictions of the same shape, and what changes
   * @throws IllegalArgumentException if images cannot have the shape that the network takes
   */
  default TrainingPass train(Ops tf, Operand<TUint8> images) {
    return new TrainingPass(call(tf, images), List.of());
  }
}
