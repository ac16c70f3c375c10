package org.newtonlosses.graphs.path;

import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
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

  /**
   * Repeats while a condition holds. Condition and body see nothing but the variables.
   *
   * @param tf builds the nodes of a graph
   * @param name of the loop
   * @param start the first values of the variables
   * @param condition of the variables
   * @param body the next values of the variables, as many and of the same types
   * @return the last values
   */
  static List<Operand<?>> repeat(
      Ops tf,
      String name,
      List<Operand<?>> start,
      BiFunction<Ops, List<Operand<?>>, Operand<TBool>> condition,
      BiFunction<Ops, List<Operand<?>>, List<Operand<?>>> body) {
    Output<?>[] last =
        graph(tf)
            .whileLoop(
                start.stream().map(Operand::asOutput).toArray(Output<?>[]::new),
                (graph, in, out) ->
                    out[0] = condition.apply(Ops.create(graph), List.of(in)).asOutput(),
                (graph, in, out) -> {
                  List<Operand<?>> next = body.apply(Ops.create(graph), List.of(in));
                  for (int i = 0; i < out.length; i++) {
                    out[i] = next.get(i).asOutput();
                  }
                },
                tf.scope().makeOpName(name));
    return List.of(last);
  }

  /** A variable of a loop, of the type that the loop was given for it. */
  @SuppressWarnings("unchecked") // loops keep the types of their variables
  static <V extends TType> Operand<V> typed(Operand<?> variable) {
    return (Operand<V>) variable;
  }
}
