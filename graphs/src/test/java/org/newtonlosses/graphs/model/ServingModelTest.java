package org.newtonlosses.graphs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.graphs.model.ServingModel.Weights;
import org.newtonlosses.graphs.path.ShortestPath;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.Variable;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What is left of a trained model, and what it puts out. */
class ServingModelTest {

  private static final float[] X = {
    Float.NaN, -3, -1e-6f, -0f, 0, 1e-7f, 3e-5f, 0.25f, 1, 2.5f, 3, 1e4f
  };

  @TempDir private Path folder;

  /** x W + b of four numbers, as costs of a grid of two times two cells, and the path on them. */
  private static List<Signature> costs(Ops tf, Variables variables) {
    Placeholder<TFloat32> x =
        tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 4)));
    Placeholder<TFloat32> unused =
        tf.withName("shift").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 4)));
    Operand<TFloat32> w =
        variables.trainable("w", Shape.of(4, 4), new InitialValue.Uniform(1.0 / 3));
    Operand<TFloat32> b = variables.trainable("b", Shape.of(4), new InitialValue.Constant(1.1));
    Operand<TFloat32> costs =
        tf.reshape(tf.math.add(tf.linalg.matMul(x, w), b), tf.array(-1, 2, 2));
    Operand<TFloat32> shifted = tf.math.add(costs, tf.reshape(unused, tf.array(-1, 2, 2)));
    return List.of(
        Signature.builder()
            .input("x", x)
            .input("shift", unused)
            .output("costs", costs)
            .output("path", ShortestPath.of(tf, shifted).path())
            .build(),
        Signature.builder("train_step")
            .input("x", x)
            .output("loss", tf.sum(costs, tf.array(0)))
            .build());
  }

  @Test
  void itServesAsTheTrainedModelDoes() throws IOException {
    Path trained = exported(ServingModelTest::costs);
    Path serving = serving(trained, List.of(), Weights.FLOAT32);
    MetaGraphDef graph = graph(serving);
    assertThat(graph.getSignatureDefMap().keySet()).containsExactly("serving_default");
    assertThat(graph.getGraphDef().getNodeList())
        .extracting(NodeDef::getOp)
        .contains("Assert")
        .doesNotContain("VarHandleOp", "ReadVariableOp", "SaveV2", "Sum");
    assertThat(graph.hasSaverDef()).isFalse();
    assertThat(graph.getSignatureDefOrThrow("serving_default").getOutputsMap().values())
        .extracting(TensorInfo::getName)
        .containsExactlyInAnyOrder("costs:0", "path:0");
    assertThat(serving.resolve("variables")).doesNotExist();
    assertThat(serving.resolve("assets.extra/recipe.yaml")).hasContent("a recipe");
    assertThat(serving.resolve("assets.extra/serving.json")).hasContent("{}");
    for (String output : List.of("costs", "path")) {
      assertThat(run(serving, output)).containsExactly(run(trained, output), within(0f));
    }
  }

  @Test
  void onlyWhatOutputsNeedIsLeft() throws IOException {
    Path trained = exported(ServingModelTest::costs);
    GraphDef whole = graph(serving(trained, List.of(), Weights.FLOAT32)).getGraphDef();
    assertThat(whole.getLibrary().getFunctionCount()).isEqualTo(1);

    Path serving = folder.resolve("costs");
    new ServingModel(trained, List.of("costs"), Weights.FLOAT32).export(serving, Map.of());
    MetaGraphDef costs = graph(serving);
    assertThat(costs.getGraphDef().getLibrary().getFunctionCount()).isZero();
    assertThat(costs.getGraphDef().getNodeList())
        .extracting(NodeDef::getOp)
        .contains("MatMul")
        .doesNotContain("Assert", "PartitionedCall");
    assertThat(costs.getSignatureDefOrThrow("serving_default").getInputsMap().keySet())
        .containsExactly("x");
    assertThat(costs.getSignatureDefOrThrow("serving_default").getOutputsMap().keySet())
        .containsExactly("costs");
  }

  @Test
  void bfloat16RoundsMatricesAlone() throws IOException {
    Path trained = exported(ServingModelTest::costs);
    Path serving = serving(trained, List.of("costs"), Weights.BFLOAT16);
    assertThat(constants(serving, "DT_BFLOAT16")).containsExactly("[4, 4]");
    assertThat(constants(serving, "DT_FLOAT")).contains("[4]").doesNotContain("[4, 4]");
    float[] exact = run(trained, "costs");
    float[] rounded = run(serving, "costs");
    // Weights up to 1/3 are rounded by at most 2⁻¹⁰, four of which meet numbers up to 3.
    assertThat(rounded).isNotEqualTo(exact).containsExactly(exact, within(12 * 0x1p-10f));
  }

  @Test
  void whatConvertersLackIsSaidOtherwise() throws IOException {
    Path trained =
        exported(
            (tf, variables) -> {
              Placeholder<TFloat32> x =
                  tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
              Operand<TFloat32> known =
                  tf.select(tf.math.equal(x, x), x, tf.math.sub(tf.zerosLike(x), tf.constant(7f)));
              // -∞ is before all, and padding of +∞ behind all.
              Operand<TFloat32> sorted =
                  tf.constant(new float[][] {{-1, 0, 1e-7f, 2.5f, 3, Float.POSITIVE_INFINITY}});
              Operand<TInt32> places = tf.upperBound(sorted, known);
              return List.of(
                  Signature.builder()
                      .input("x", x)
                      .output("known", known)
                      .output("log1p", tf.math.log1p(tf.math.abs(x)))
                      .output("softsign", tf.nn.softsign(x))
                      .output("clipped", tf.clipByValue(x, tf.constant(-1f), tf.constant(2f)))
                      .output("places", tf.dtypes.cast(places, TFloat32.class))
                      .build());
            });
    Path serving = serving(trained, List.of(), Weights.FLOAT32);
    assertThat(graph(serving).getGraphDef().getNodeList())
        .extracting(NodeDef::getOp)
        .contains("NotEqual")
        .doesNotContain("UpperBound", "Log1p", "Softsign", "ClipByValue");
    for (String output : List.of("known", "clipped", "places")) {
      assertThat(run(serving, output)).describedAs(output).containsExactly(run(trained, output));
    }
    for (String output : List.of("log1p", "softsign")) {
      float[] expected = run(trained, output);
      float[] found = run(serving, output);
      for (int i = 0; i < expected.length; i++) {
        if (Float.isNaN(expected[i])) {
          assertThat(found[i]).isNaN();
        } else {
          Offset<Float> rounding = within(4 * Math.ulp(expected[i]));
          assertThat(found[i]).describedAs(output + X[i]).isCloseTo(expected[i], rounding);
        }
      }
    }
  }

  @Test
  void whatCannotBeServedIsRefused() throws IOException {
    Path trained = exported(ServingModelTest::costs);
    assertThatThrownBy(() -> serving(trained, List.of("costs", "x"), Weights.FLOAT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("outputs must be of costs, path, found x");
    Path serving = serving(trained, List.of(), Weights.FLOAT32);
    ServingModel again = new ServingModel(serving, List.of(), Weights.BFLOAT16);
    assertThatThrownBy(() -> again.export(folder.resolve("again"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have variables");
    assertThatThrownBy(() -> serving(trained, List.of(), Weights.FLOAT32))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> serving(folder, List.of(), Weights.FLOAT32))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(folder + ": no SavedModel, the file saved_model.pb is missing");
    assertThat(folder.resolve("again")).doesNotExist();
  }

  @Test
  void aVariableMustOnlyBeRead() throws IOException {
    Path trained =
        exported(
            (tf, variables) -> {
              Variable<TFloat32> calls =
                  variables.create("calls", Shape.scalar(), new InitialValue.Constant(0));
              Operand<TFloat32> one = tf.constant(1f);
              Ops counted = tf.withControlDependencies(tf.assignAddVariableOp(calls.handle(), one));
              return List.of(Signature.builder().output("y", counted.identity(one)).build());
            });
    assertThatThrownBy(() -> serving(trained, List.of(), Weights.FLOAT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "variables must only be read, found calls as an input of AssignAddVariableOp .*");
  }

  @Test
  void thereMustBeSomethingServed() throws IOException {
    Path trained =
        exported(
            (tf, variables) ->
                List.of(Signature.builder("other").output("y", tf.constant(1f)).build()));
    assertThatThrownBy(() -> serving(trained, List.of(), Weights.FLOAT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            trained
                + ": the model must have the signature serving_default, found [other, restore, save]");
  }

  private Path exported(BiFunction<Ops, Variables, List<Signature>> signatures) throws IOException {
    Path trained = folder.resolve("trained");
    SavedModels.export(
        trained,
        Map.of("recipe.yaml", "a recipe"),
        7,
        (tf, variables) -> {
          variables.create("slot", Shape.scalar(), new InitialValue.Constant(0));
          return signatures.apply(tf, variables);
        });
    return trained;
  }

  private Path serving(Path trained, List<String> outputs, Weights weights) throws IOException {
    Path serving = folder.resolve("serving");
    new ServingModel(trained, outputs, weights).export(serving, Map.of("serving.json", "{}"));
    return serving;
  }

  private static MetaGraphDef graph(Path model) throws IOException {
    return SavedModel.parseFrom(Files.readAllBytes(model.resolve("saved_model.pb")))
        .getMetaGraphs(0);
  }

  private static List<String> constants(Path model, String type) throws IOException {
    List<String> shapes = new ArrayList<>();
    for (NodeDef node : graph(model).getGraphDef().getNodeList()) {
      if (node.getOp().equals("Const")
          && node.getAttrOrThrow("dtype").getType().name().equals(type)) {
        shapes.add(
            node.getAttrOrThrow("value").getTensor().getTensorShape().getDimList().stream()
                .map(dim -> dim.getSize())
                .toList()
                .toString());
      }
    }
    return shapes;
  }

  /** An output for the numbers X, as many to a row as the model takes. */
  private static float[] run(Path model, String output) {
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString())) {
      Signature signature = bundle.function("serving_default").signature();
      Shape shape = signature.getInputs().get("x").shape;
      boolean four = shape.get(1) == 4;
      float[][] rows = four ? new float[][] {{1, 2, 3, -1}, {0.5f, -2, 1, 0}} : new float[][] {X};
      try (TFloat32 x = TFloat32.tensorOf(StdArrays.ndCopyOf(rows));
          TFloat32 shift = TFloat32.tensorOf(StdArrays.ndCopyOf(new float[2][4]));
          Result result =
              bundle.call(
                  signature.inputNames().contains("shift")
                      ? Map.of("x", x, "shift", shift)
                      : Map.of("x", x))) {
        FloatNdArray found = (TFloat32) result.get(output).orElseThrow();
        float[] numbers = new float[(int) found.size()];
        int i = 0;
        for (FloatNdArray each : found.scalars()) {
          numbers[i++] = each.getFloat();
        }
        return numbers;
      }
    }
  }
}
