package org.newtonlosses.graphs.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.newtonlosses.graphs.op.Dependencies;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Leaves out of a graph what can never run: the nodes that depend on a placeholder which no
 * signature feeds. Those of a backward pass from which a Hessian was cut as a function are such; so
 * is the saver that TensorFlow Java gives to a model without variables, which loaders of TensorFlow
 * 1 would run in vain.
 */
final class Pruning {

  private Pruning() {}

  /** Rewrites a graph. */
  static void prune(MetaGraphDef.Builder graph) {
    Set<String> fed = new HashSet<>();
    for (SignatureDef signature : graph.getSignatureDefMap().values()) {
      for (TensorInfo input : signature.getInputsMap().values()) {
        fed.add(Dependencies.producer(input.getName()));
      }
    }
    Set<String> never = new HashSet<>();
    if (!fed.contains(Dependencies.producer(graph.getSaverDef().getFilenameTensorName()))) {
      never.add(graph.getSaverDef().getRestoreOpName());
      graph.clearSaverDef();
    }
    for (NodeDef node : graph.getGraphDef().getNodeList()) {
      if (node.getOp().equals(Placeholder.OP_NAME) && !fed.contains(node.getName())) {
        never.add(node.getName());
      }
    }
    Set<String> dead = new Dependencies(graph.getGraphDef()).after(never);
    List<NodeDef> alive =
        graph.getGraphDef().getNodeList().stream()
            .filter(node -> !dead.contains(node.getName()))
            .toList();
    graph.getGraphDefBuilder().clearNode().addAllNode(alive);
  }
}
