package org.newtonlosses.graphs.path;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** The shortest paths of any problem, as a function of the graph: {@link ShortestPath} says why. */
final class GeneralSolver {

  private GeneralSolver() {}

  /**
   * The paths.
   *
   * @param tf builds the nodes of a graph
   * @param problem what to solve
   */
  static <T extends TNumber> Trace<T> call(Ops tf, SolverInputs<T> problem, Moves moves) {
    Class<T> type = problem.costs().type();
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    inputs.put("costs", problem.costs());
    inputs.put("start", problem.start());
    inputs.put("goal", problem.goal());
    problem.blocked().ifPresent(blocked -> inputs.put("blocked", blocked));
    try (ConcreteFunction solver =
        ConcreteFunction.create(
            ops -> signature(ops, type, moves, problem.blocked().isPresent()))) {
      Map<String, Operand<?>> found = tf.call(solver, inputs);
      Operand<T> path = Loops.typed(found.get("path"));
      Operand<T> lengths = Loops.typed(found.getOrDefault("lengths", path));
      return new Trace<>(path, lengths, Loops.typed(found.get("reached")));
    }
  }

  private static <T extends TNumber> Signature signature(
      Ops tf, Class<T> type, Moves moves, boolean blocks) {
    Signature.Builder signature = Signature.builder("shortest_path");
    Operand<T> costs = input(tf, signature, "costs", type, Shape.of(-1, -1, -1));
    Operand<TInt32> start = input(tf, signature, "start", TInt32.class, Shape.of(-1, 2));
    Operand<TInt32> goal = input(tf, signature, "goal", TInt32.class, Shape.of(-1, 2));
    Optional<Operand<TBool>> blocked =
        blocks
            ? Optional.of(input(tf, signature, "blocked", TBool.class, Shape.of(-1, -1, -1)))
            : Optional.empty();
    Terrain<T> terrain = Terrain.of(tf, moves, costs, blocked, start, goal);
    Trace<T> trace = Trace.of(tf, terrain, TerrainDistances.negative(tf, terrain));
    signature.output("path", trace.path()).output("reached", trace.reached());
    if (trace.lengths() != trace.path()) {
      signature.output("lengths", trace.lengths());
    }
    return signature.build();
  }

  private static <V extends TType> Operand<V> input(
      Ops tf, Signature.Builder signature, String name, Class<V> type, Shape shape) {
    Placeholder<V> input = tf.placeholder(type, Placeholder.shape(shape));
    signature.input(name, input);
    return input;
  }
}
