package org.newtonlosses.graphs.smooth;

import java.util.List;
import org.newtonlosses.graphs.parameter.Predictions;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Standard noise from stateless generators.
 *
 * <pre>{@code
 * Operand<TFloat64> y = tf.constant(new double[4][3]);
 * Noise.sample(tf, Smoothing.gaussian(10, 0.5), tf.array(1L, 2L), y).shape(); // → [10, 4, 3]
 * }</pre>
 */
public final class Noise {

  private Noise() {}

  /**
   * Draws the noise of a smoothing for a batch of predictions. If it is antithetic, sample S/2 + i
   * is the negative of sample i.
   *
   * @param tf builds the nodes
   * @param smoothing says how many samples of which distribution
   * @param seed two numbers, [2]; the same ones give the same noise
   * @param predictions y, [B, m]: gives B, m and the type
   * @return ε, [S, B, m]
   */
  public static <T extends TNumber> Operand<T> sample(
      Ops tf, Smoothing smoothing, Operand<TInt64> seed, Operand<T> predictions) {
    int samples = smoothing.samples();
    int drawn = smoothing.antithetic() ? samples / 2 : samples;
    int m = Predictions.width(predictions.shape());
    Operand<TInt32> batch = tf.gather(tf.shape(predictions), tf.constant(0), tf.constant(0));
    Operand<TInt32> shape = tf.stack(List.of(tf.constant(drawn), batch, tf.constant(m)));
    Operand<T> noise = smoothing.noise().sample(tf, shape, seed, predictions.type());
    return tf.stopGradient(
        smoothing.antithetic()
            ? tf.concat(List.of(noise, tf.math.neg(noise)), tf.constant(0))
            : noise);
  }
}
