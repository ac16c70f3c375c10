package org.newtonlosses.graphs.variable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

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
  void twoOfANameAreRefused() {
    variables.create("a", Shape.scalar(), new InitialValue.Constant(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> variables.create("a", Shape.scalar(), tf.constant(1L)))
        .withMessage("there are two variables of the name a");
  }

  private void run(Op op) {
    session.runner().addTarget(op.op()).run().close();
  }

  private float[] numbers(Operand<TFloat32> value) {
    try (Tensor read = session.runner().fetch(value).run().get(0)) {
      float[] numbers = new float[Math.toIntExact(read.shape().size())];
      read.asRawTensor().data().asFloats().read(numbers);
      return numbers;
    }
  }
}
