package org.newtonlosses.graphs.testing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TType;

/** The inputs of a {@link NamedFunction}: each becomes a placeholder when it is first asked for. */
public final class NamedInputs {

  private final Ops tf;
  private final Map<String, Numbers> given;
  private final Map<String, Operand<? extends TType>> placeholders = new HashMap<>();

  private NamedInputs(Ops tf, Map<String, Numbers> given) {
    this.tf = tf;
    this.given = given;
  }

  /**
   * An input in float64, whose first dimension is free.
   *
   * @throws IllegalArgumentException if there is no input of that name
   */
  public Operand<TFloat64> get(String name) {
    return get(name, TFloat64.class);
  }

  /**
   * An input of a type, whose first dimension is free.
   *
   * @throws IllegalArgumentException if there is no input of that name, or it was asked for with
   *     another type
   */
  public <T extends TType> Operand<T> get(String name, Class<T> type) {
    return placeholder(name, type, numbers(name).freeBatch());
  }

  /**
   * An input in float64 whose shape is known entirely.
   *
   * @throws IllegalArgumentException if there is no input of that name
   */
  public Operand<TFloat64> fixed(String name) {
    return placeholder(name, TFloat64.class, numbers(name).shape());
  }

  /** Builds a function and runs it on the inputs. */
  static Map<String, Numbers> run(
      NamedFunction function, Map<String, Numbers> inputs, boolean optimised) {
    try (Graph graph = new Graph();
        Session session =
            optimised ? new Session(graph) : new Session(graph, TestGraph.UNOPTIMISED)) {
      Ops tf = Ops.create(graph);
      NamedInputs in = new NamedInputs(tf, inputs);
      Map<String, ? extends Operand<? extends TType>> outputs = function.call(tf, in);
      if (outputs.isEmpty()) {
        throw new IllegalArgumentException("the function must have an output");
      }
      Session.Runner runner = session.runner();
      List<String> names = List.copyOf(outputs.keySet());
      // Through an identity: what is fed cannot be fetched.
      names.forEach(name -> runner.fetch(tf.identity(outputs.get(name))));
      Map<String, Tensor> fed = new HashMap<>();
      try {
        in.placeholders.forEach(
            (name, placeholder) -> {
              Tensor tensor = Tensors.of(inputs.get(name), placeholder.type());
              fed.put(name, tensor);
              runner.feed(placeholder, tensor);
            });
        try (Result result = runner.run()) {
          Map<String, Numbers> values = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            values.put(names.get(i), Tensors.numbers(result.get(i)));
          }
          return values;
        }
      } finally {
        fed.values().forEach(Tensor::close);
      }
    }
  }

  private Numbers numbers(String name) {
    Numbers numbers = given.get(name);
    if (numbers == null) {
      throw new IllegalArgumentException(
          "there is no input %s; there are %s".formatted(name, given.keySet()));
    }
    return numbers;
  }

  private <T extends TType> Operand<T> placeholder(String name, Class<T> type, Shape shape) {
    Operand<? extends TType> found =
        placeholders.computeIfAbsent(name, key -> tf.placeholder(type, Placeholder.shape(shape)));
    if (found.type() != type) {
      throw new IllegalArgumentException(
          "the input %s is %s, not %s"
              .formatted(name, found.type().getSimpleName(), type.getSimpleName()));
    }
    @SuppressWarnings("unchecked") // has just been compared
    Operand<T> typed = (Operand<T>) found;
    return typed;
  }
}
