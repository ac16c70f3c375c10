package org.newtonlosses.graphs.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.testing.ExpansionNumbers;
import org.newtonlosses.graphs.testing.Graphs;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** Losses from outside that couple rows are found when the graph runs. */
class EvaluationTest {

  private static final Numbers Y = Numbers.of(new double[][] {{0.7, -0.4}, {1.1, 2}});

  /** The squares of a row, less a share of the mean over all rows. */
  private static OutputLoss<TFloat64> squares(double share) {
    return (tf, a, q) -> {
      Operand<TFloat64> own = tf.sum(tf.math.square(a), tf.constant(1));
      Operand<TFloat64> mean = tf.math.mean(own, tf.constant(0));
      return tf.math.sub(own, tf.math.mul(tf.constant(share), mean));
    };
  }

  private static ExpansionNumbers sampled(OutputLoss<TFloat64> loss) {
    Smoothing smoothing = Smoothing.gaussian(3, 0.5);
    return Graphs.expand(
        (tf, y) -> new SmoothedLoss<>((ops, x) -> x, loss, y, smoothing, noise(tf, smoothing, y)),
        Y);
  }

  private static ExpansionNumbers differentiated(OutputLoss<TFloat64> loss) {
    return Graphs.expand(
        (tf, y) -> new BlackboxInterpolation<>((ops, x) -> x, Objective.MAXIMISE, loss, y, 1), Y);
  }

  private static Operand<TFloat64> noise(Ops tf, Smoothing smoothing, Operand<TFloat64> y) {
    return Noise.sample(tf, smoothing, tf.array(1L, 2L), y);
  }

  @Test
  void lossesOfEachRowPass() {
    assertThat(sampled(squares(0)).loss()).isFinite();
    assertThat(differentiated(squares(0)).loss()).isFinite();
  }

  @Test
  void lossesThatCoupleRowsAreFound() {
    assertThatThrownBy(() -> sampled(squares(0.1)))
        .hasMessageContaining("the loss of a row depends on other rows: alone it is");
    assertThatThrownBy(() -> differentiated(squares(0.1)))
        .hasMessageContaining("depends on predictions of other examples");
  }

  @Test
  void anAlgorithmMayReturnOneNumber() {
    Smoothing smoothing = Smoothing.gaussian(3, 0.5);
    BlackBox<TFloat64> first = (tf, x) -> tf.slice(x, tf.array(0, 0), tf.array(-1, 1));
    ExpansionNumbers found =
        Graphs.expand(
            (tf, y) ->
                new SmoothedLoss<>(
                    first, squares(0), first.call(tf, y), smoothing, noise(tf, smoothing, y)),
            Y);
    assertThat(found.gradient()).hasShape(2, 2);
  }

  @Test
  void theUnperturbedIsEvaluatedWhereItIsNeeded() {
    for (ControlVariate control : ControlVariate.values()) {
      Smoothing smoothing = new Smoothing(4, 1, NoiseDistribution.GAUSSIAN, control, false);
      assertThat(SampledValues.evaluations(smoothing))
          .isEqualTo(control == ControlVariate.VALUE ? 5 : 4);
    }
  }
}
