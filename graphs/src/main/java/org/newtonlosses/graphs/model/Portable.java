package org.newtonlosses.graphs.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.newtonlosses.graphs.op.Dependencies;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ClipByValue;
import org.tensorflow.op.core.Constant;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.Select;
import org.tensorflow.op.core.UpperBound;
import org.tensorflow.op.math.Equal;
import org.tensorflow.op.math.Log1p;
import org.tensorflow.op.nn.Softsign;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Says in operations that TensorFlow Lite, ONNX and their converters have, what they lack; in
 * float32, as the networks of this library compute.
 */
final class Portable {
  private final GraphDef graph;
  private final Map<String, NodeDef> nodes;

  private Portable(GraphDef graph) {
    this.graph = graph;
    this.nodes =
        graph.getNodeList().stream()
            .collect(Collectors.toMap(NodeDef::getName, Function.identity()));
  }

  /** The graph with the same results. */
  static GraphDef of(GraphDef graph) {
    return new Portable(graph).rewritten();
  }

  private GraphDef rewritten() {
    GraphDef.Builder rewritten = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      rewritten.addAllNode(
          substitute(node).map(s -> s.nodes(node.getName())).orElse(List.of(node)));
    }
    return rewritten.build();
  }

  private Optional<Substitute> substitute(NodeDef node) {
    if (!isFloat(node)) {
      return Optional.empty();
    }
    List<String> inputs = node.getInputList();
    return switch (node.getOp()) {
      case Log1p.OP_NAME -> Optional.of(new Substitute(inputs, (tf, in) -> log1p(tf, in.get(0))));
      case Softsign.OP_NAME ->
          Optional.of(new Substitute(inputs, (tf, in) -> softsign(tf, in.get(0))));
      case ClipByValue.OP_NAME ->
          Optional.of(
              new Substitute(
                  inputs,
                  (tf, in) -> tf.math.minimum(tf.math.maximum(in.get(0), in.get(1)), in.get(2))));
      case Select.OP_NAME -> known(node);
      case UpperBound.OP_NAME -> search(node);
      default -> Optional.empty();
    };
  }

  /**
   * log(1 + x) (Kahan): u = 1 + x is rounded, x/(u − 1) makes up for it, and x itself where u = 1.
   */
  private static Operand<TFloat32> log1p(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> u = tf.math.add(x, one);
    Operand<TFloat32> rounded = tf.math.sub(u, one);
    Operand<TFloat32> tiny =
        tf.dtypes.cast(tf.math.equal(rounded, tf.constant(0f)), TFloat32.class);
    return tf.math.add(
        tf.math.div(tf.math.mul(x, tf.math.log(u)), tf.math.add(rounded, tiny)),
        tf.math.mul(x, tiny));
  }

  private static Operand<TFloat32> softsign(Ops tf, Operand<TFloat32> x) {
    return tf.math.div(x, tf.math.add(tf.math.abs(x), tf.constant(1f)));
  }

  /**
   * A choice by x = x, that of what is not NaN: tf2onnx makes a sum of products of other choices,
   * in which NaN · 0 is NaN, but not of those by x ≠ x.
   */
  private Optional<Substitute> known(NodeDef node) {
    NodeDef condition = producer(node.getInput(0));
    if (!condition.getOp().equals(Equal.OP_NAME)
        || !condition.getInput(0).equals(condition.getInput(1))
        || !isFloat(condition)) {
      return Optional.empty();
    }
    return Optional.of(
        new Substitute(
            List.of(condition.getInput(0), node.getInput(1), node.getInput(2)),
            (tf, in) -> tf.select(tf.math.notEqual(in.get(0), in.get(0)), in.get(2), in.get(1))));
  }

  /** A search among constant numbers. */
  private Optional<Substitute> search(NodeDef node) {
    NodeDef sorted = producer(node.getInput(0));
    if (!sorted.getOp().equals(Constant.OP_NAME)
        || node.getAttrOrThrow("out_type").getType() != DataType.DT_INT32) {
      return Optional.empty();
    }
    long size = sorted.getAttrOrThrow("value").getTensor().getTensorShape().getDim(1).getSize();
    return Optional.of(
        new Substitute(
            node.getInputList(),
            (tf, in) -> places(tf, in.get(0), Math.toIntExact(size), in.get(1))));
  }

  /**
   * How many of the sorted numbers of each row are not above each value, by a binary search; 0 for
   * NaN, of which TensorFlow says K.
   *
   * @param sorted ascending, [c, K]
   * @param values [c, N]
   * @return [c, N]
   */
  private static Operand<TInt32> places(
      Ops tf, Operand<TFloat32> sorted, int size, Operand<TFloat32> values) {
    Operand<TInt32> last = tf.constant(size - 1);
    Operand<TInt32> place = tf.fill(tf.shape(values), tf.constant(0));
    for (int step = Integer.highestOneBit(size); step > 0; step /= 2) {
      Operand<TInt32> further = tf.math.add(place, tf.constant(step));
      Operand<TInt32> entry = tf.math.minimum(tf.math.sub(further, tf.constant(1)), last);
      Operand<TFloat32> found = tf.gather(sorted, entry, tf.constant(1), Gather.batchDims(1L));
      place = tf.select(tf.math.lessEqual(found, values), further, place);
    }
    return tf.math.minimum(place, tf.constant(size));
  }

  private NodeDef producer(String input) {
    return nodes.get(Dependencies.producer(input));
  }

  private static boolean isFloat(NodeDef node) {
    return node.getAttrOrDefault("T", AttrValue.getDefaultInstance()).getType()
        == DataType.DT_FLOAT;
  }
}
