package org.newtonlosses.graphs.model;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.newtonlosses.graphs.op.Dependencies;
import org.tensorflow.Output;
import org.tensorflow.RawTensor;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.op.core.ReadVariableOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.dtypes.Cast;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.family.TFloating;

/**
 * Puts the values of a model's variables into its graph: each read becomes a constant of the same
 * name.
 *
 * @param model whose session holds the values
 * @param weights how those with two and more axes are stored
 */
record FrozenVariables(SavedModelBundle model, ServingModel.Weights weights) {

  /**
   * The graph without variables.
   *
   * @param graph a part of the model's
   * @throws IllegalArgumentException if a variable is used in another way than being read, or if
   *     there is none to be rounded
   */
  GraphDef freeze(GraphDef graph) {
    Set<String> handles =
        graph.getNodeList().stream()
            .filter(node -> node.getOp().equals(VarHandleOp.OP_NAME))
            .map(NodeDef::getName)
            .collect(Collectors.toSet());
    List<String> reads = new ArrayList<>();
    for (NodeDef node : graph.getNodeList()) {
      for (String input : node.getInputList()) {
        if (handles.contains(Dependencies.producer(input))) {
          if (!node.getOp().equals(ReadVariableOp.OP_NAME)) {
            throw new IllegalArgumentException(
                "variables must only be read, found %s as an input of %s %s"
                    .formatted(input, node.getOp(), node.getName()));
          }
          reads.add(node.getName());
        }
      }
    }
    if (reads.isEmpty() && weights == ServingModel.Weights.BFLOAT16) {
      throw new IllegalArgumentException(
          "a model must have variables for its weights to be bfloat16, found none");
    }
    Map<String, List<NodeDef>> constants = reads.isEmpty() ? Map.of() : constants(reads);
    GraphDef.Builder frozen = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      if (!handles.contains(node.getName())) {
        frozen.addAllNode(constants.getOrDefault(node.getName(), List.of(node)));
      }
    }
    return frozen.build();
  }

  private Map<String, List<NodeDef>> constants(List<String> reads) {
    Ops tf = Ops.create(model.graph());
    Session.Runner runner = model.session().runner();
    for (String read : reads) {
      Output<?> value = model.graph().operation(read).output(0);
      runner.fetch(isRounded(value) ? tf.dtypes.cast(value, TBfloat16.class) : value);
    }
    Map<String, List<NodeDef>> constants = new HashMap<>();
    try (Result values = runner.run()) {
      for (int i = 0; i < reads.size(); i++) {
        DataType type = model.graph().operation(reads.get(i)).output(0).dataType();
        constants.put(reads.get(i), constant(reads.get(i), type, values.get(i).asRawTensor()));
      }
    }
    return constants;
  }

  private boolean isRounded(Output<?> value) {
    return weights == ServingModel.Weights.BFLOAT16
        && TFloating.class.isAssignableFrom(value.type())
        && value.shape().numDimensions() >= 2;
  }

  /** A constant, and what takes it to the type that the graph computes in. */
  private static List<NodeDef> constant(String name, DataType type, RawTensor value) {
    if (value.dataType() == type) {
      return List.of(constant(name, value));
    }
    NodeDef stored = constant(name + "/stored", value);
    return List.of(
        stored,
        NodeDef.newBuilder()
            .setName(name)
            .setOp(Cast.OP_NAME)
            .addInput(stored.getName())
            .putAttr("SrcT", type(value.dataType()))
            .putAttr("DstT", type(type))
            .build());
  }

  private static NodeDef constant(String name, RawTensor value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : value.shape().asArray()) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    byte[] bytes = new byte[Math.toIntExact(value.numBytes())];
    value.data().read(bytes);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(value.dataType())
            .setTensorShape(shape)
            .setTensorContent(ByteString.copyFrom(bytes));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(Constant.OP_NAME)
        .putAttr("dtype", type(value.dataType()))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }
}
