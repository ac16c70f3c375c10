package org.newtonlosses.graphs.variable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newtonlosses.files.AtomicFiles;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

class VariablesTest {

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final Variables variables = new Variables(tf, 7);

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  @Test
  void onlyTheTrainableOnesAreTrained() {
    variables.state("mean", Shape.of(5), new InitialValue.Constant(0));
    Operand<TFloat32> a = variables.trainable("a", Shape.of(2, 3), new InitialValue.Constant(1));
    variables.create("slot", Shape.of(7), new InitialValue.Constant(0));
    variables.trainable("b/c", Shape.scalar(), new InitialValue.Constant(2));

    assertThat(variables.trainable()).extracting(Variable::name).containsExactly("a", "b/c");
    assertThat(variables.trainable().get(0).value()).isSameAs(a);
    assertThat(variables.trainable().get(0).shape()).isEqualTo(Shape.of(2, 3));
    assertThat(variables.parameterCount()).isEqualTo(7);
  }

  @Test
  void initialValuesAreOfSeedAndOrder() {
    InitialValue normal = new InitialValue.Normal(1);
    Operand<TFloat32> first = variables.trainable("first", Shape.of(4), normal);
    Operand<TFloat32> second = variables.create("second", Shape.of(4), normal).value();
    variables.initialize(session);

    assertThat(numbers(first)).isEqualTo(numbers(normal.draw(tf, Shape.of(4), 7, 0)));
    assertThat(numbers(second)).isEqualTo(numbers(normal.draw(tf, Shape.of(4), 7, 1)));
  }

  @Test
  void aStateChangesWhenItsUpdateRuns() {
    State mean = variables.state("mean", Shape.of(2), new InitialValue.Constant(3));
    Op update = new State.Update(mean, tf.constant(new float[] {1, 2})).assign(tf);
    variables.initialize(session);

    assertThat(numbers(mean.value())).containsExactly(3, 3);
    run(update);
    assertThat(numbers(tf.readVariableOp(mean.handle(), TFloat32.class))).containsExactly(1, 2);
  }

  @Test
  void allAreSavedAndRestored(@TempDir Path directory) {
    Variable<TFloat32> weights =
        variables.create("net/weights", Shape.of(2), new InitialValue.Constant(1));
    Variable<TInt64> steps = variables.create("steps", Shape.scalar(), tf.constant(5L));
    variables.addSaver();
    Op reset = tf.assignVariableOp(weights.handle(), tf.zerosLike(weights.value()));
    variables.initialize(session);
    run(tf.assignVariableOp(weights.handle(), tf.constant(new float[] {0.25f, -8})));
    run(tf.assignVariableOp(steps.handle(), tf.constant(6L)));
    session.save(directory.resolve("checkpoint").toString());

    variables.initialize(session);
    run(reset);
    assertThat(numbers(weights.value())).containsExactly(0, 0);
    session.restore(directory.resolve("checkpoint").toString());
    assertThat(numbers(weights.value())).containsExactly(0.25f, -8);
    try (Tensor restored = session.runner().fetch(steps.value()).run().get(0)) {
      assertThat(((TInt64) restored).getLong()).isEqualTo(6);
    }
  }

  @Test
  void foldersAreMadeAndNothingIsLeftOver(@TempDir Path directory) throws IOException {
    Variable<TFloat32> weights =
        variables.create("net/weights", Shape.of(2), new InitialValue.Constant(1));
    Saver saver = variables.addSaver();
    variables.initialize(session);
    Path prefix = directory.resolve("new/folders/checkpoint");

    assertThat(run(saver, prefix, saver.saved())).isEqualTo(prefix.toString());
    run(tf.assignVariableOp(weights.handle(), tf.constant(new float[] {2, 3})));
    run(saver, prefix, saver.saved());
    run(tf.assignVariableOp(weights.handle(), tf.constant(new float[] {4, 5})));
    assertThat(run(saver, prefix, saver.restored())).isEqualTo(prefix.toString());

    assertThat(numbers(weights.value())).containsExactly(2, 3);
    assertThat(AtomicFiles.children(prefix.getParent()))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("checkpoint.data-00000-of-00001", "checkpoint.index");
  }

  @Test
  void aCheckpointThatDoesNotFitChangesNothing(@TempDir Path directory) {
    Path prefix = directory.resolve("checkpoint");
    try (Graph other = new Graph();
        Session ofOther = new Session(other)) {
      Variables two = new Variables(Ops.create(other), 7);
      two.create("a", Shape.of(2), new InitialValue.Constant(1));
      two.create("b/c", Shape.of(3), new InitialValue.Constant(1));
      two.addSaver();
      two.initialize(ofOther);
      ofOther.save(prefix.toString());
    }
    Variable<TFloat32> a = variables.create("a", Shape.of(2), new InitialValue.Constant(0));
    variables.create("b/c", Shape.of(4), new InitialValue.Constant(0));
    Saver saver = variables.addSaver();
    variables.initialize(session);

    assertThatThrownBy(() -> run(saver, prefix, saver.restored()))
        .hasMessageContainingAll("b.c", "[3] is not compatible with expected shape [4]");
    assertThatThrownBy(() -> run(saver, directory.resolve("none"), saver.restored()))
        .hasMessageContainingAll("Failed to find any matching files", "none");
    assertThat(numbers(a.value())).containsExactly(0, 0);
  }

  @Test
  void aVariableThatIsMissingIsNamed(@TempDir Path directory) {
    Path prefix = directory.resolve("checkpoint");
    try (Graph other = new Graph();
        Session ofOther = new Session(other)) {
      Variables one = new Variables(Ops.create(other), 7);
      one.create("a", Shape.of(2), new InitialValue.Constant(1));
      one.addSaver();
      one.initialize(ofOther);
      ofOther.save(prefix.toString());
    }
    variables.create("a", Shape.of(2), new InitialValue.Constant(0));
    variables.create("b", Shape.of(2), new InitialValue.Constant(0));
    Saver saver = variables.addSaver();
    variables.initialize(session);

    assertThatThrownBy(() -> run(saver, prefix, saver.restored()))
        .hasMessageContaining("Key b not found in checkpoint");
  }

  @Test
  void theCollectionsDescribeTheVariables() throws IOException {
    variables.trainable("net/weights", Shape.of(2), new InitialValue.Constant(1));
    variables.create("steps", Shape.scalar(), tf.constant(5L));

    List<VariableDef> all = new ArrayList<>();
    for (ByteString value :
        variables.collections().get("variables").getBytesList().getValueList()) {
      all.add(VariableDef.parseFrom(value));
    }
    assertThat(all)
        .extracting(VariableDef::getVariableName)
        .containsExactly("net/weights:0", "steps:0");
    assertThat(all).extracting(VariableDef::getTrainable).containsExactly(true, false);
    assertThat(all).allMatch(VariableDef::getIsResource);
    assertThat(all)
        .allSatisfy(
            variable -> {
              String name = variable.getVariableName().replace(":0", "");
              GraphOperation set = graph.operation(variable.getInitializerName());
              assertThat(set.type()).isEqualTo("AssignVariableOp");
              assertThat(set.input(0).op().name()).isEqualTo(name);
              GraphOperation read = graph.operation(variable.getSnapshotName().replace(":0", ""));
              assertThat(read.type()).isEqualTo("ReadVariableOp");
              assertThat(read.input(0).op().name()).isEqualTo(name);
            });
    assertThat(variables.collections().get("trainable_variables").getBytesList().getValueList())
        .containsExactly(all.get(0).toByteString());
  }

  @Test
  void twoOfANameAreRefused() {
    variables.create("a", Shape.scalar(), new InitialValue.Constant(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> variables.create("a", Shape.scalar(), tf.constant(1L)))
        .withMessage("there are two variables of the name a");
  }

  private void run(Op op) {
    session.runner().addTarget(op.op()).run().close();
  }

  private String run(Saver saver, Path prefix, Operand<TString> output) {
    try (TString path = TString.scalarOf(prefix.toString());
        Result result = session.runner().feed(saver.path(), path).fetch(output).run()) {
      return ((TString) result.get(0)).getObject();
    }
  }

  private float[] numbers(Operand<TFloat32> value) {
    try (Tensor read = session.runner().fetch(value).run().get(0)) {
      float[] numbers = new float[Math.toIntExact(read.shape().size())];
      read.asRawTensor().data().asFloats().read(numbers);
      return numbers;
    }
  }
}
