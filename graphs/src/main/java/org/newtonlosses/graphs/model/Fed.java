package org.newtonlosses.graphs.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** The values that a model's inputs are fed with; a run fails if one has another shape. */
public final class Fed {

  /**
   * One input in the graph.
   *
   * @param input what it is
   * @param placeholder what is fed; a session does not compare its shape
   * @param value what was fed; a run of it fails if that has another shape, naming both
   */
  private record Fill(Input<?> input, Placeholder<?> placeholder, Operand<?> value) {}

  private final Map<String, Fill> fills;

  private Fed(Map<String, Fill> fills) {
    this.fills = fills;
  }

  /** Nothing is fed yet. */
  static Fed nothing() {
    return new Fed(new LinkedHashMap<>());
  }

  /** Creates placeholders. */
  static Fed of(Ops tf, Collection<Input<?>> inputs) {
    Fed fed = nothing();
    inputs.forEach(input -> fed.add(tf, input));
    return fed;
  }

  /** Creates the placeholder of one further input, and returns what is fed. */
  <T extends TType> Operand<T> add(Ops tf, Input<T> input) {
    if (fills.containsKey(input.name())) {
      throw new IllegalArgumentException("there are two inputs of the name " + input.name());
    }
    Placeholder<T> placeholder =
        tf.withName(input.name()).placeholder(input.type(), Placeholder.shape(input.shape()));
    Operand<T> value = tf.ensureShape(placeholder, input.shape());
    fills.put(input.name(), new Fill(input, placeholder, value));
    return value;
  }

  /**
   * What an input is fed with.
   *
   * @throws IllegalArgumentException if it is no input of this model
   */
  public <T extends TType> Operand<T> get(Input<T> input) {
    Fill fill = fills.get(input.name());
    if (fill == null || fill.input().type() != input.type()) {
      throw new IllegalArgumentException(
          "input must be one of %s, found %s".formatted(names(), name(input)));
    }
    @SuppressWarnings("unchecked") // the placeholder was made for this input
    Operand<T> value = (Operand<T>) fill.value();
    return value;
  }

  /** The same inputs, whose values depend on an operation. */
  Fed after(Ops tf, Op check) {
    Ops checked = tf.withControlDependencies(List.of(check));
    Map<String, Fill> all = new LinkedHashMap<>();
    fills.forEach(
        (name, fill) ->
            all.put(
                name, new Fill(fill.input(), fill.placeholder(), checked.identity(fill.value()))));
    return new Fed(all);
  }

  /** How many examples are fed, a scalar. */
  Operand<TInt32> examples(Ops tf) {
    return examples(tf, fills.values().iterator().next().value());
  }

  private static Operand<TInt32> examples(Ops tf, Operand<?> value) {
    return tf.gather(tf.shape(value), tf.constant(0), tf.constant(0));
  }

  /** An operation that fails unless these inputs have equally many examples. */
  Op sameBatch(Ops tf, List<Input<?>> inputs) {
    List<Operand<TInt32>> sizes = new ArrayList<>();
    inputs.forEach(input -> sizes.add(examples(tf, get(input))));
    Operand<TInt32> all = tf.stack(sizes);
    Operand<TBool> equal = tf.reduceAll(tf.math.equal(all, sizes.get(0)), tf.constant(0));
    String names = inputs.stream().map(Input::name).collect(Collectors.joining(", "));
    return tf.assertThat(
        equal, List.of(tf.constant(names + " must have equally many examples, found"), all));
  }

  /** A signature with some of the inputs, to be completed by outputs. */
  Signature.Builder signature(String key, Collection<Input<?>> inputs) {
    Signature.Builder builder = Signature.builder(key);
    for (Input<?> input : inputs) {
      builder.input(input.name(), fills.get(input.name()).placeholder());
    }
    return builder;
  }

  /** A signature with all inputs, to be completed by outputs. */
  Signature.Builder signature(String key) {
    List<Input<?>> all = new ArrayList<>();
    fills.values().forEach(fill -> all.add(fill.input()));
    return signature(key, all);
  }

  private String names() {
    return fills.values().stream()
        .map(fill -> name(fill.input()))
        .collect(Collectors.joining(", "));
  }

  private static String name(Input<?> input) {
    return "%s (%s)".formatted(input.name(), input.type().getSimpleName());
  }
}
