package org.newtonlosses.graphs.smooth;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Standard noise from stateless generators. */
@SuppressWarnings("DoNotCallSuggester")
public final class Noise {

  private Noise() {}

  /**
   * Draws the noise of a smoothing for a batch of predictions.
   *
   * @param tf builds the nodes
   * @param smoothing says how many samples of which distribution
   * @param seed two numbers, [2]; the same ones give the same noise
   * @param predictions y, [B, m]: gives B, m and the type
   * @return ε, [S, B, m]
   */
  public static <T extends TNumber> Operand<T> sample(
      Ops tf, Smoothing smoothing, Operand<TInt64> seed, Operand<T> predictions) {
    throw new UnsupportedOperationException();
  }
}
