package org.newtonlosses.graphs.variable;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/**
 * A resource variable of a graph.
 *
 * @param name its name in graph and checkpoint
 * @param shape its shape, fully known
 * @param handle the resource
 * @param value one read of it, shared by all that differentiates with respect to it
 */
public record Variable<T extends TType>(
    String name, Shape shape, Operand<? extends TType> handle, Operand<T> value) {}
