package org.newtonlosses.graphs.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatLoss;
import static org.newtonlosses.graphs.testing.Graphs.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.testing.LossAssert;
import org.newtonlosses.graphs.testing.NewtonNumbers;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.framework.losses.Huber;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

class FrameworkLossTest {

  @Test
  void stepOfTheSquaredErrorIsNewtons() {
    // ℓ = ½ Σ (y − t)² (a mean over two numbers), H = I: step = (y − t)/(1 + λ).
    NewtonNumbers found =
        run(
            new NewtonLoss(new Hessian(0.25)),
            (tf, y) ->
                new FrameworkLoss<>(
                    new MeanSquaredError(Reduction.NONE),
                    tf.constant(new double[][] {{1, 2}, {3, 5}})),
            Numbers.of(new double[][] {{2, 2}, {0, 6}}));
    assertThat(found.loss()).containsExactly(0.5, 5);
    assertThat(found.curvature()).containsExactly(1, 0, 0, 1);
    assertThat(found.step()).isCloseTo(new double[] {0.8, 0, -2.4, 0.8}, within(1e-12));
    assertThat(found.newtonLoss()).isCloseTo(new double[] {0.32, 3.2}, within(1e-12));
  }

  @Test
  void huberIsFlatterFarAway() {
    // Means over two numbers of ½ x² up to 1 and |x| − ½ beyond.
    LossAssert<TFloat64> huber = huber(Reduction.NONE).at(new double[][] {{0.5, 4}, {-3, -0.5}});
    huber.loss().containsExactly((0.125 + 3.5) / 2, (2.5 + 0.125) / 2);
    huber.gradient().containsExactly(0.25, 0.5, -0.5, -0.25);
    huber.hessian().containsExactly(0.5, 0, 0, 0, 0, 0, 0, 0.5);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aLossReducedOverTheBatchIsRefused(Reduction reduction) {
    huber(reduction)
        .refuses(Shape.of(-1, 2))
        .hasMessage(
            "Huber must be made with Reduction.NONE: one loss for each example, found one for the"
                + " batch");
  }

  private static LossAssert<TFloat64> huber(Reduction reduction) {
    return assertThatLoss((tf, y) -> new FrameworkLoss<>(new Huber(reduction), tf.zerosLike(y)));
  }
}
