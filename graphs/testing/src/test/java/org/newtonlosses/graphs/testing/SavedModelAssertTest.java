package org.newtonlosses.graphs.testing;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatSavedModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

class SavedModelAssertTest {

  private static final Numbers X = Numbers.of(new double[][] {{0.1, -0.7}, {3, 0.5}});

  @TempDir private static Path folder;

  /** sin(rate · x); each call of {@code count} adds to a variable what it is fed. */
  private static Path export(String name, float rate, float start) throws IOException {
    Path directory = folder.resolve(name);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
      Placeholder<TInt32> add = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
      Variable<TFloat32> sum = tf.variable(tf.constant(start));
      Operand<TFloat32> added = tf.assignAdd(sum, tf.dtypes.cast(add, TFloat32.class));
      session.initialize();
      SavedModelBundle.exporter(directory.toString())
          .withSession(session)
          .withSignatures(
              Signature.builder().input("x", x).output("y", sin(tf, x, rate)).build(),
              Signature.builder("count").input("add", add).output("sum", added).build(),
              Signature.builder("types")
                  .input("x", x)
                  .output("int32", tf.dtypes.cast(x, TInt32.class))
                  .output("int64", tf.dtypes.cast(x, TInt64.class))
                  .output("uint8", tf.dtypes.cast(tf.math.abs(x), TUint8.class))
                  .output("bool", tf.math.less(x, tf.constant(0f)))
                  .build())
          .export();
    }
    return directory;
  }

  private static Operand<TFloat32> sin(Ops tf, Operand<TFloat32> x, float rate) {
    return tf.math.sin(tf.math.mul(x, tf.constant(rate)));
  }

  private static Path model;
  private static Path another;

  @BeforeAll
  static void exportBoth() throws IOException {
    model = export("model", 2, 0);
    another = export("another", 2.5f, 1);
  }

  @Test
  void theSameFunctionPasses() {
    assertThatSavedModel(model)
        .fed("x", X)
        .returnsTheBitsOf((tf, in) -> Map.of("y", sin(tf, in.get("x", TFloat32.class), 2)))
        .returnsTheBitsOf(model)
        .hasOutputs("y")
        .output("y")
        .hasShape(2, 2);
    assertThatThrownBy(() -> assertThatSavedModel(model).fed("x", X).hasOutputs("y", "z"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("outputs of serving_default in");
  }

  @Test
  void outputsOfAnyTypeAreNumbers() {
    SavedModelAssert types =
        assertThatSavedModel(model)
            .signature("types")
            .fed("x", Numbers.of(Shape.of(1, 2), -3, 200));
    types.output("int32").hasShape(1, 2).containsExactly(-3, 200);
    types.output("int64").containsExactly(-3, 200);
    types.output("uint8").containsExactly(3, 200);
    types.output("bool").containsExactly(1, 0);
  }

  @Test
  void anotherFunctionFails() {
    assertThatThrownBy(
            () ->
                assertThatSavedModel(model)
                    .fed("x", X)
                    .returnsTheBitsOf(
                        (tf, in) -> Map.of("y", sin(tf, in.get("x", TFloat32.class), 2.0000002f))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("y of serving_default in")
        .hasMessageContaining("expected the bits of");
    assertThatThrownBy(() -> assertThatSavedModel(model).fed("x", X).returnsTheBitsOf(another))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void callsThatChangeTheModelAreCompared() {
    SavedModelAssert counting =
        assertThatSavedModel(model).signature("count").fed("add", Numbers.of(Shape.scalar(), 3));
    counting.inCalls(4).returnsTheBitsOf(model).output("sum").containsExactly(12);
    assertThatThrownBy(() -> counting.inCalls(2).returnsTheBitsOf(another))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sum of count in")
        .hasMessageContaining("call 1");
  }

  @Test
  void namesThatAreNotThereAreErrors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThatSavedModel(model).fed("z", X).output("y"))
        .withMessage("the signature takes [x], not z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThatSavedModel(model).fed("x", X).output("z"))
        .withMessage("the signature returns [y], not z");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                assertThatSavedModel(model)
                    .fed("x", X)
                    .returnsTheBitsOf((tf, in) -> Map.of("z", in.get("x", TFloat32.class))))
        .withMessage("outputs must be of [y], found [z]");
  }
}
