package org.newtonlosses.graphs.smooth;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Where a loss that samples gets its noise from: a generator, or an input of the graph. A loss that
 * does not sample draws none.
 *
 * <pre>{@code
 * Operand<TFloat64> y = tf.constant(new double[4][3]);
 * NoiseSource<TFloat64> source =
 *     (tf, smoothing) -> Noise.sample(tf, smoothing, tf.array(1L, 2L), y);
 * source.draw(tf, Smoothing.gaussian(10, 0.5)).shape(); // → [10, 4, 3]
 * }</pre>
 */
@FunctionalInterface
public interface NoiseSource<T extends TNumber> {

  /**
   * Standard noise for a batch of predictions [B, m].
   *
   * @param tf builds the nodes
   * @param smoothing how many samples of which distribution
   * @return ε, [S, B, m]
   */
  Operand<T> draw(Ops tf, Smoothing smoothing);

  /** For places where nothing may sample. */
  static <T extends TNumber> NoiseSource<T> none() {
    return (tf, smoothing) -> {
      throw new IllegalArgumentException("there is no noise here, but the loss samples");
    };
  }
}
