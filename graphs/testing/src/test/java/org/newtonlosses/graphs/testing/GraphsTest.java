package org.newtonlosses.graphs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.Graphs.expand;
import static org.newtonlosses.graphs.testing.Graphs.run;
import static org.newtonlosses.graphs.testing.Graphs.runAll;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

class GraphsTest {

  @Test
  void oneLineRunsAFunction() {
    assertThat(run((tf, y) -> tf.math.square(y), new double[][] {{1, 2}, {3, 4}}))
        .hasShape(2, 2)
        .containsExactly(1, 4, 9, 16);
    assertThat(run((tf, y) -> tf.math.less(y, tf.constant(2.0)), Numbers.of(1, 3)))
        .as("truths are numbers")
        .containsExactly(1, 0);
  }

  @Test
  void firstDimensionIsFree() {
    run(
        (tf, y) -> {
          assertThat(y.shape().toString()).isEqualTo("[-1, 2]");
          return y;
        },
        new double[] {1, 2});
  }

  @Test
  void inputsHaveTheTypeAskedFor() {
    for (Class<? extends TNumber> type :
        List.of(TFloat32.class, TFloat64.class, TInt32.class, TInt64.class, TUint8.class)) {
      assertThat(run(type, (tf, y) -> y, Numbers.of(0, 1, 200))).containsExactly(0, 1, 200);
    }
    assertThat(run(TFloat32.class, (tf, y) -> y, Numbers.of(0.1))).containsExactly(0.1f);
  }

  @Test
  void severalInputsAndOutputs() {
    List<Numbers> found =
        runAll(
            (tf, in) ->
                List.of(tf.math.add(in.get(0), in.get(1)), tf.math.sub(in.get(0), in.get(1))),
            Numbers.of(3, 4),
            Numbers.of(1, 2));
    assertThat(found.get(0)).containsExactly(4, 6);
    assertThat(found.get(1)).containsExactly(2, 2);
  }

  @Test
  void expansionsRun() {
    Numbers y = Numbers.of(new double[][] {{1, 2}});
    ExpansionNumbers made = expand(Functions::<TFloat64>quartic, y);
    assertThat(made.loss()).containsExactly(4.25);
    assertThat(made.gradient()).containsExactly(1, 8);
    assertThat(made.hessian()).containsExactly(3, 0, 0, 12);
    ExpansionNumbers without =
        expand(
            Functions.loss((tf, x) -> tf.sum(x, tf.constant(1)), (tf, x) -> x, Optional.empty()),
            y);
    assertThat(without.gradient()).containsExactly(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> without.hessian())
        .withMessage("this loss has no Hessian");
  }

  @Test
  void newtonLossesRun() {
    NewtonNumbers made =
        run(
            new NewtonLoss(new Hessian(1)),
            Functions::<TFloat64>quartic,
            Numbers.of(new double[][] {{1, 2}, {1, 2}}));
    assertThat(made.loss()).containsExactly(4.25, 4.25);
    assertThat(made.gradient()).containsExactly(1, 8, 1, 8);
    assertThat(made.curvature()).containsExactly(3, 0, 0, 12);
    assertThat(made.step()).isCloseTo(new double[] {0.25, 8.0 / 13, 0.25, 8.0 / 13}, within(1e-12));
    assertThat(made.target().get(0, 0)).isCloseTo(0.75, within(1e-12));
    assertThat(made.newtonLoss().get(0)).isCloseTo((1.0 / 16 + 64.0 / 169) / 2, within(1e-12));
  }

  @Test
  void oneGraphRunsOften() {
    try (TestGraph graph =
        TestGraph.of(TFloat64.class, Shape.of(-1, 2), (tf, y) -> tf.math.square(y))) {
      assertThat(graph.run(new double[] {1, 2}).get(0)).containsExactly(1, 4);
      assertThat(graph.run(new double[] {1, 2, 3, 4}).get(0)).hasShape(2, 2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> graph.run(new double[] {1, 2}, new double[] {1, 2}))
          .withMessage("the graph has 1 inputs, found 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> graph.run(new double[] {1, 2, 3}))
          .withMessageContaining("does not hold 3 numbers");
    }
  }
}
