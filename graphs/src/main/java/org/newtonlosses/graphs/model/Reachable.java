package org.newtonlosses.graphs.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.newtonlosses.graphs.op.Dependencies;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/** The part of a graph that some of its nodes need: nodes, and the functions that these call. */
final class Reachable {

  private Reachable() {}

  /** That part, in the order in which it was. */
  static GraphDef from(GraphDef graph, Set<String> results) {
    Dependencies dependencies = new Dependencies(graph);
    Set<String> needed =
        results.stream()
            .flatMap(result -> dependencies.before(result).stream())
            .collect(Collectors.toSet());
    List<NodeDef> nodes =
        graph.getNodeList().stream().filter(node -> needed.contains(node.getName())).toList();
    return graph.toBuilder()
        .clearNode()
        .addAllNode(nodes)
        .setLibrary(
            FunctionDefLibrary.newBuilder().addAllFunction(called(nodes, graph.getLibrary())))
        .build();
  }

  private static List<FunctionDef> called(List<NodeDef> nodes, FunctionDefLibrary library) {
    Map<String, FunctionDef> functions =
        library.getFunctionList().stream()
            .collect(Collectors.toMap(f -> f.getSignature().getName(), Function.identity()));
    Set<String> reached = new HashSet<>();
    Deque<NodeDef> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      names(open.pop())
          .filter(functions::containsKey)
          .filter(reached::add)
          .forEach(name -> open.addAll(functions.get(name).getNodeDefList()));
    }
    return library.getFunctionList().stream()
        .filter(function -> reached.contains(function.getSignature().getName()))
        .toList();
  }

  /** What a node may call: a function can be its operation, or an attribute. */
  private static Stream<String> names(NodeDef node) {
    return Stream.concat(
        Stream.of(node.getOp()), node.getAttrMap().values().stream().flatMap(Reachable::functions));
  }

  private static Stream<String> functions(AttrValue attribute) {
    return Stream.concat(Stream.of(attribute.getFunc()), attribute.getList().getFuncList().stream())
        .map(NameAttrList::getName);
  }
}
