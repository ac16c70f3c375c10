package org.newtonlosses.graphs.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.newtonlosses.graphs.op.Dependencies;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * What takes the place of a node.
 *
 * @param inputs names of tensors of float32, where it is put
 * @param body what is made of them
 */
record Substitute(List<String> inputs, Body body) {

  /** Builds an operand of others. */
  @FunctionalInterface
  interface Body {
    /** The result. */
    Operand<? extends TType> call(Ops tf, List<Operand<TFloat32>> inputs);
  }

  /** Its nodes, of which the last has the name. */
  List<NodeDef> nodes(String name) {
    List<NodeDef> nodes = new ArrayList<>();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<Operand<TFloat32>> operands = new ArrayList<>();
      List<String> placeholders = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Placeholder<TFloat32> input = tf.placeholder(TFloat32.class);
        operands.add(input);
        placeholders.add(input.op().name());
      }
      String result = tf.identity(body.call(tf, operands)).op().name();
      UnaryOperator<String> outer = inner -> inner.equals(result) ? name : name + "/" + inner;
      for (NodeDef node : graph.toGraphDef().getNodeList()) {
        if (!placeholders.contains(node.getName())) {
          nodes.add(renamed(node, placeholders, outer));
        }
      }
    }
    return nodes;
  }

  private NodeDef renamed(NodeDef node, List<String> placeholders, UnaryOperator<String> outer) {
    NodeDef.Builder renamed = node.toBuilder().setName(outer.apply(node.getName())).clearInput();
    for (String input : node.getInputList()) {
      int place = placeholders.indexOf(Dependencies.producer(input));
      renamed.addInput(place < 0 ? outer.apply(input) : inputs.get(place));
    }
    return renamed.build();
  }
}
