package org.newtonlosses.graphs.model;

import java.util.Objects;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/**
 * An input of a model's signatures: a token by which its value is asked for, see {@link Fed#get}.
 *
 * <pre>{@code
 * Input<TFloat32> features = new Input<>("features", TFloat32.class, Shape.of(-1, 5));
 * features.shape(); // → [-1, 5]
 * }</pre>
 *
 * @param name its name in the signatures
 * @param type such as {@code TUint8}
 * @param shape with −1 for what is free; the first dimension is the batch, unless there is none
 */
public record Input<T extends TType>(String name, Class<T> type, Shape shape) {

  /** Checks that nothing is missing. */
  public Input {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(shape, "shape");
  }
}
