package org.newtonlosses.graphs.net;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Where a network gets its trainable parameters from. A network says which parameters it has; how
 * they are stored, initialised, trained and saved is the business of the source.
 */
@FunctionalInterface
public interface ParameterSource {

  /**
   * Declares one trainable float32 parameter, initially uniform in (−bound, bound).
   *
   * @param name name of the parameter, unique within its model
   * @param shape its fully known shape
   * @param bound half the width of the initial distribution, positive
   * @return the value of the parameter, of the given shape: the tensor to differentiate by
   */
  Operand<TFloat32> uniform(String name, Shape shape, double bound);
}
