package org.newtonlosses.graphs.variable;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Where a network gets its parameters from. A network says which parameters it has; how they are
 * stored, trained and saved is the business of the source.
 *
 * <pre>{@code
 * ParameterSource parameters = new Variables(tf, 7);
 * Shape shape = Shape.of(4, 2);
 * parameters.trainable("weights", shape, new InitialValue.Uniform(0.5)).shape(); // → [4, 2]
 * }</pre>
 */
public interface ParameterSource {

  /**
   * Declares one float32 parameter that is trained by its gradient.
   *
   * @param name name of the parameter, unique within its model
   * @param shape its fully known shape
   * @param initial how it is initialised
   * @return the value of the parameter, of the given shape: the tensor to differentiate by
   */
  Operand<TFloat32> trainable(String name, Shape shape, InitialValue initial);

  /**
   * Declares one float32 parameter that has no gradient: training follows it by {@link
   * org.newtonlosses.graphs.net.TrainingPass#updates()}.
   *
   * @param name name of the parameter, unique within its model
   * @param shape its fully known shape
   * @param initial how it is initialised
   * @return the parameter
   */
  State state(String name, Shape shape, InitialValue initial);
}
