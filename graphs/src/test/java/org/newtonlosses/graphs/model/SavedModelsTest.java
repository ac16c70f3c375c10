package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.variable.InitialValue;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
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

  @Test
  void aModelWithoutVariablesHasNoSaverAndLoads() throws IOException {
    MetaGraphDef graph = export("model", 3);

    assertThat(graph.hasSaverDef()).isFalse();
    assertThat(graph.getGraphDef().getNodeList())
        .extracting(NodeDef::getName)
        .noneMatch(name -> name.startsWith("save/"));
    assertThat(folder.resolve("model/variables")).doesNotExist();
    try (SavedModelBundle loaded = SavedModelBundle.load(folder.resolve("model").toString());
        TFloat64 y = TFloat64.tensorOf(StdArrays.ndCopyOf(new double[][] {{0, 0, 0}}));
        Result result = loaded.call(Map.of("y", y))) {
      assertThat(((TFloat64) result.get("step").orElseThrow()).getDouble(0, 2)).isZero();
    }
  }

  @Test
  void filesAndFoldersHaveTheModesOfOthers() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Set<PosixFilePermission> ofFolders =
        Files.getPosixFilePermissions(Files.createDirectory(folder.resolve("folder")));
    Set<PosixFilePermission> ofFiles =
        Files.getPosixFilePermissions(Files.createFile(folder.resolve("file")));
    export("stateless", 3);
    SavedModels.export(
        folder.resolve("stateful"),
        Map.of("note.txt", "a note"),
        0,
        (tf, variables) -> {
          variables.trainable("weights", Shape.of(2), new InitialValue.Constant(1));
          return List.of();
        });

    for (String model : List.of("stateless", "stateful")) {
      try (Stream<Path> paths = Files.walk(folder.resolve(model))) {
        assertThat(paths)
            .allSatisfy(
                path ->
                    assertThat(Files.getPosixFilePermissions(path))
                        .isEqualTo(Files.isDirectory(path) ? ofFolders : ofFiles));
      }
    }
  }

  private GraphDef hessianOf(int m) throws IOException {
    return export("hessian-" + m, m).getGraphDef();
  }

  private MetaGraphDef export(String name, int m) throws IOException {
    Path model = folder.resolve(name);
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
    return saved.getMetaGraphs(0);
  }
}
