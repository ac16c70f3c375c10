package org.newtonlosses.graphs.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.framework.losses.Huber;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class FrameworkLossTest {

  private static final Shape PREDICTIONS = Shape.of(-1, 2);

  @Test
  void stepOfTheSquaredErrorIsNewtons() {
    // ℓ = ½ Σ (y − t)² (a mean over two numbers), H = I: step = (y − t)/(1 + λ).
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            PREDICTIONS,
            (tf, in) -> {
              FrameworkLoss<TFloat64> loss =
                  new FrameworkLoss<>(
                      new MeanSquaredError(Reduction.NONE),
                      tf.constant(new double[][] {{1, 2}, {3, 5}}));
              NewtonStep<TFloat64> step =
                  new NewtonLoss(new Hessian(0.25)).call(tf, loss, in.get(0));
              return List.of(step.loss(), step.curvature(), step.step(), step.newtonLoss());
            })) {
      List<double[]> found = tester.run(new double[] {2, 2, 0, 6});
      assertThat(found.get(0)).containsExactly(0.5, 5);
      assertThat(found.get(1)).containsExactly(1, 0, 0, 1);
      assertThat(found.get(2)).containsExactly(new double[] {0.8, 0, -2.4, 0.8}, within(1e-12));
      assertThat(found.get(3)).containsExactly(new double[] {0.32, 3.2}, within(1e-12));
    }
  }

  @Test
  void huberIsFlatterFarAway() {
    try (GraphTester tester =
        GraphTester.of(
            TFloat32.class,
            PREDICTIONS,
            (tf, in) -> {
              FrameworkLoss<TFloat32> loss =
                  new FrameworkLoss<>(new Huber(Reduction.NONE), tf.zerosLike(in.get(0)));
              Expansion<TFloat32> expansion = loss.expand(tf, in.get(0));
              return List.of(expansion.loss(), expansion.gradient(), expansion.hessian(tf));
            })) {
      // Means over two numbers of ½ x² up to 1 and |x| − ½ beyond.
      List<double[]> found = tester.run(new double[] {0.5, 4, -3, -0.5});
      assertThat(found.get(0)).containsExactly((0.125 + 3.5) / 2, (2.5 + 0.125) / 2);
      assertThat(found.get(1)).containsExactly(0.25, 0.5, -0.5, -0.25);
      assertThat(found.get(2)).containsExactly(0.5, 0, 0, 0, 0, 0, 0, 0.5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aLossReducedOverTheBatchIsRefused(Reduction reduction) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GraphTester.of(
                    TFloat32.class,
                    PREDICTIONS,
                    (tf, in) ->
                        List.of(
                            new FrameworkLoss<TFloat32>(
                                    new Huber(reduction), tf.zerosLike(in.get(0)))
                                .expand(tf, in.get(0))
                                .loss())))
        .withMessage(
            "Huber must be made with Reduction.NONE: one loss for each example, found one for the"
                + " batch");
  }
}
