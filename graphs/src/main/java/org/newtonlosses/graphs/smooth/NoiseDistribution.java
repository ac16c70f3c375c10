package org.newtonlosses.graphs.smooth;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Distributions of the noise ε, of independent entries with a density p ∝ e<sup>−φ(ε)</sup>. Their
 * score φ′ and its derivative φ″ weight the samples in the estimators.
 *
 * <pre>{@code
 * Operand<TFloat64> y = tf.constant(new double[1][1]);
 * Smoothing smoothing =
 *     new Smoothing(100_000, 1, NoiseDistribution.GUMBEL, ControlVariate.VALUE, false);
 * Operand<TFloat64> noise = Noise.sample(tf, smoothing, tf.array(1L, 2L), y);
 * tf.math.mean(noise, tf.array(0, 1, 2)); // → 0.5857
 * }</pre>
 */
public enum NoiseDistribution {
  /** Standard normal: φ′ = ε, φ″ = 1. */
  GAUSSIAN {
    @Override
    <T extends TNumber> Operand<T> sample(
        Ops tf, Operand<TInt32> shape, Operand<TInt64> seed, Class<T> type) {
      return tf.random.statelessRandomNormal(shape, seed, type);
    }

    @Override
    <T extends TNumber> Operand<T> score(Ops tf, Operand<T> noise) {
      return noise;
    }

    @Override
    <T extends TNumber> Operand<T> scoreDerivative(Ops tf, Operand<T> noise) {
      return tf.constant(noise.type(), 1);
    }
  },

  /** Standard Gumbel, of location 0 and scale 1: φ′ = 1 − e<sup>−ε</sup>, φ″ = e<sup>−ε</sup>. */
  GUMBEL {
    @Override
    <T extends TNumber> Operand<T> sample(
        Ops tf, Operand<TInt32> shape, Operand<TInt64> seed, Class<T> type) {
      // The generator returns multiples of 2⁻²³ or 2⁻⁵² from 0 on: half a step more is never 0.
      double halfStep = Math.scalb(1.0, type == TFloat64.class ? -53 : -24);
      Operand<T> uniform =
          tf.math.add(
              tf.random.statelessRandomUniform(shape, seed, type), tf.constant(type, halfStep));
      return tf.math.neg(tf.math.log(tf.math.neg(tf.math.log(uniform))));
    }

    @Override
    <T extends TNumber> Operand<T> score(Ops tf, Operand<T> noise) {
      return tf.math.neg(tf.math.expm1(tf.math.neg(noise)));
    }

    @Override
    <T extends TNumber> Operand<T> scoreDerivative(Ops tf, Operand<T> noise) {
      return tf.math.exp(tf.math.neg(noise));
    }
  };

  /** Draws ε of a shape. */
  abstract <T extends TNumber> Operand<T> sample(
      Ops tf, Operand<TInt32> shape, Operand<TInt64> seed, Class<T> type);

  /** φ′(ε), the shape of ε. */
  abstract <T extends TNumber> Operand<T> score(Ops tf, Operand<T> noise);

  /** φ″(ε), the shape of ε or a scalar. */
  abstract <T extends TNumber> Operand<T> scoreDerivative(Ops tf, Operand<T> noise);
}
