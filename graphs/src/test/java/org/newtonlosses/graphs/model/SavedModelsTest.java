package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat64;

/** What is written of a graph. */
class SavedModelsTest {

  @TempDir private Path folder;

  @Test
  void whatCanNeverRunIsLeftOut() throws IOException {
    GraphDef graph = hessianOf(3);
    assertThat(graph.getNodeList().stream().filter(node -> node.getOp().equals("Placeholder")))
        .extracting(NodeDef::getName)
        .containsExactly("y");
  }

  @Test
  void theModelOfAHessianDoesNotGrow() throws IOException {
    int small = hessianOf(3).getSerializedSize();
    assertThat(hessianOf(30).getSerializedSize()).isLessThan(small + 100);
  }

  private GraphDef hessianOf(int m) throws IOException {
    Path model = folder.resolve("hessian-" + m);
    DifferentiableLoss<TFloat64> loss =
        (tf, y) -> tf.sum(tf.math.square(tf.math.square(y)), tf.constant(1));
    SavedModels.export(
        model,
        Map.of(),
        tf -> {
          Placeholder<TFloat64> y =
              tf.withName("y").placeholder(TFloat64.class, Placeholder.shape(Shape.of(-1, m)));
          return Signature.builder()
              .input("y", y)
              .output("step", new NewtonLoss(new Hessian(1)).call(tf, loss, y).step())
              .build();
        });
    SavedModel saved = SavedModel.parseFrom(Files.readAllBytes(model.resolve("saved_model.pb")));
    return saved.getMetaGraphs(0).getGraphDef();
  }
}
