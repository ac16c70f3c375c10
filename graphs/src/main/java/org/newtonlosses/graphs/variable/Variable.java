package org.newtonlosses.graphs.variable;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/**
 * A resource variable of a graph.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Variable<TFloat32> scale =
 *     variables.create("scale", Shape.of(2), new InitialValue.Constant(3));
 * variables.initialize(session);
 * scale.value(); // → [3, 3]
 * scale.shape(); // → [2]
 * }</pre>
 *
 * @param name its name in graph and checkpoint
 * @param shape its shape, fully known
 * @param handle the resource
 * @param value one read of it, shared by all that differentiates with respect to it
 */
public record Variable<T extends TType>(
    String name, Shape shape, Operand<? extends TType> handle, Operand<T> value) {}
