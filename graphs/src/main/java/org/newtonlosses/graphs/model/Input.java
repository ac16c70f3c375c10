package org.newtonlosses.graphs.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * An input of a model's signatures.
 *
 * @param name its name in the signatures
 * @param placeholder what is fed; a session does not compare its shape
 * @param value what was fed; a run of it fails if that has another shape, naming both
 */
record Input<T extends TType>(String name, Placeholder<T> placeholder, Operand<T> value) {

  /** Creates the input. */
  static <T extends TType> Input<T> of(Ops tf, String name, Class<T> type, Shape shape) {
    Placeholder<T> placeholder = tf.withName(name).placeholder(type, Placeholder.shape(shape));
    return new Input<>(name, placeholder, tf.ensureShape(placeholder, shape));
  }

  /** An operation that fails unless all inputs have equally many examples. */
  static Op sameBatch(Ops tf, Input<?>... inputs) {
    List<Operand<TInt32>> sizes = new ArrayList<>();
    for (Input<?> input : inputs) {
      sizes.add(tf.gather(tf.shape(input.value()), tf.constant(0), tf.constant(0)));
    }
    Operand<TInt32> all = tf.stack(sizes);
    Operand<TBool> equal = tf.reduceAll(tf.math.equal(all, sizes.get(0)), tf.constant(0));
    String names = Arrays.stream(inputs).map(Input::name).collect(Collectors.joining(", "));
    return tf.assertThat(
        equal, List.of(tf.constant(names + " must have equally many examples, found"), all));
  }

  /** A signature with these inputs, to be completed by outputs. */
  static Signature.Builder signature(String key, Input<?>... inputs) {
    Signature.Builder builder = Signature.builder(key);
    for (Input<?> input : inputs) {
      builder.input(input.name(), input.placeholder());
    }
    return builder;
  }
}
