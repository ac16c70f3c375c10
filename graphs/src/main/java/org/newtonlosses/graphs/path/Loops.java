package org.newtonlosses.graphs.path;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/** What {@link Graph#whileLoop} leaves to its callers. */
final class Loops {

  private Loops() {}

  /**
   * The graph that is being built.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Graph graph(Ops tf) {
    if (tf.scope().env() instanceof Graph graph) {
      return graph;
    }
    throw new IllegalArgumentException("loops need a graph, found an eager session");
  }

  /** A variable of a loop, of the type that the loop was given for it. */
  @SuppressWarnings("unchecked") // loops keep the types of their variables
  static <V extends TType> Operand<V> typed(Output<?> variable) {
    return (Operand<V>) variable;
  }
}
