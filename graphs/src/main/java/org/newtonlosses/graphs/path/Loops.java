package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.StatelessWhile;
import org.tensorflow.op.core.While;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TType;

/**
 * Loops as functions, which SavedModels can be converted with. No derivative flows through them.
 */
final class Loops {

  private Loops() {}

  /**
   * Repeats while a condition holds. Condition and body see nothing but the variables, which keep
   * their types and ranks.
   *
   * @param tf builds the nodes of a graph
   * @param start the first values of the variables
   * @param condition of the variables
   * @param body the next values of the variables
   * @return the last values
   * @throws IllegalArgumentException if tf does not build a graph
   */
  static List<Operand<?>> repeat(
      Ops tf,
      List<Operand<?>> start,
      BiFunction<Ops, List<Operand<?>>, Operand<TBool>> condition,
      BiFunction<Ops, List<Operand<?>>, List<Operand<?>>> body) {
    if (!(tf.scope().env() instanceof Graph)) {
      throw new IllegalArgumentException("loops need a graph, found an eager session");
    }
    try (ConcreteFunction goesOn = function(start, (ops, in) -> List.of(condition.apply(ops, in)));
        ConcreteFunction once = function(start, body)) {
      Shape[] shapes = start.stream().map(Loops::rank).toArray(Shape[]::new);
      return new ArrayList<>(
          StatelessWhile.create(tf.scope(), start, goesOn, once, While.outputShapes(shapes))
              .output());
    }
  }

  private static ConcreteFunction function(
      List<Operand<?>> start, BiFunction<Ops, List<Operand<?>>, List<Operand<?>>> made) {
    return ConcreteFunction.create(
        tf -> {
          Signature.Builder signature = Signature.builder();
          List<Operand<?>> in = new ArrayList<>();
          for (Operand<?> each : start) {
            in.add(tf.placeholder(each.type(), Placeholder.shape(rank(each))));
            signature.input("in_" + in.size(), in.get(in.size() - 1));
          }
          List<Operand<?>> out = made.apply(tf, in);
          for (int i = 0; i < out.size(); i++) {
            // A function must not return a placeholder itself.
            signature.output("out_" + i, tf.identity(out.get(i)));
          }
          return signature.build();
        });
  }

  /** The shape with all sizes free. */
  private static Shape rank(Operand<?> variable) {
    if (variable.shape().isUnknown()) {
      return variable.shape();
    }
    long[] sizes = new long[variable.shape().numDimensions()];
    Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
    return Shape.of(sizes);
  }

  /** A variable of a loop, of the type that the loop was given for it. */
  @SuppressWarnings("unchecked") // loops keep the types of their variables
  static <V extends TType> Operand<V> typed(Operand<?> variable) {
    return (Operand<V>) variable;
  }
}
