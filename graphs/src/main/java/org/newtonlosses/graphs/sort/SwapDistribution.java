package org.newtonlosses.graphs.sort;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * How sure a relaxed comparator is that two wires are in order: σ(v), a cumulative distribution
 * with σ(0) = ½, of v = β (x<sub>high</sub> − x<sub>low</sub>).
 *
 * <p>All are finite with finite first and second derivatives at every finite v.
 *
 * <p>Sources: Petersen, Borgelt, Kuehne and Deussen, "Differentiable Sorting Networks for Scalable
 * Sorting and Ranking Supervision", ICML 2021 (logistic, logistic-phi), and "Monotonic
 * Differentiable Sorting Networks", ICLR 2022 (cauchy, reciprocal, optimal).
 */
public enum SwapDistribution {

  /** 1 / (1 + e<sup>−v</sup>). */
  LOGISTIC("logistic") {
    @Override
    <T extends TNumber> Swap<T> call(Ops tf, Operand<T> v, double steepness) {
      return logistic(tf, v);
    }
  },

  /** atan(v) / π + ½. */
  CAUCHY("cauchy") {
    @Override
    <T extends TNumber> Swap<T> call(Ops tf, Operand<T> v, double steepness) {
      Class<T> type = v.type();
      return complement(
          tf,
          tf.math.add(
              tf.math.mul(tf.math.atan(v), tf.constant(type, 1 / Math.PI)),
              tf.constant(type, 0.5)));
    }
  },

  /** Φ(v) = ½ + ½ erf(v / √2), the standard normal distribution. */
  GAUSSIAN("gaussian") {
    @Override
    <T extends TNumber> Swap<T> call(Ops tf, Operand<T> v, double steepness) {
      Class<T> type = v.type();
      Operand<T> half = tf.constant(type, 0.5);
      Operand<T> erf = tf.math.erf(tf.math.mul(v, tf.constant(type, Math.sqrt(0.5))));
      return complement(tf, tf.math.add(tf.math.mul(erf, half), half));
    }
  },

  /** ½ (v / (2 + |v|) + 1). */
  RECIPROCAL("reciprocal") {
    @Override
    <T extends TNumber> Swap<T> call(Ops tf, Operand<T> v, double steepness) {
      Class<T> type = v.type();
      Operand<T> half = tf.constant(type, 0.5);
      Operand<T> ratio = tf.math.div(v, tf.math.add(tf.math.abs(v), tf.constant(type, 2)));
      return complement(tf, tf.math.add(tf.math.mul(ratio, half), half));
    }
  },

  /** v + ½ for |v| ≤ ¼, else ½ + sign(v) (½ − 1 / (16 |v|)): the monotonic one of least error. */
  OPTIMAL("optimal") {
    @Override
    <T extends TNumber> Swap<T> call(Ops tf, Operand<T> v, double steepness) {
      Class<T> type = v.type();
      Operand<TBool> near = tf.math.lessEqual(tf.math.abs(v), tf.constant(type, 0.25));
      // The branch that is not taken must be finite too.
      Operand<T> tail = tf.math.div(tf.constant(type, 0.0625), tf.select(near, tf.onesLike(v), v));
      Operand<T> limit = tf.stopGradient(tf.math.mul(tf.math.sign(v), tf.constant(type, 0.5)));
      return complement(
          tf, tf.math.add(tf.select(near, v, tf.math.sub(limit, tail)), tf.constant(type, 0.5)));
    }
  },

  /** Logistic of β d / (|d| + 10<sup>−10</sup>)<sup>φ</sup> with d = v / β and φ = ¼. */
  LOGISTIC_PHI("logistic-phi") {
    @Override
    <T extends TNumber> Swap<T> call(Ops tf, Operand<T> v, double steepness) {
      Class<T> type = v.type();
      Operand<T> distance =
          tf.math.add(
              tf.math.mul(tf.math.abs(v), tf.constant(type, 1 / steepness)),
              tf.constant(type, PHI_EPSILON));
      return logistic(tf, tf.math.mul(v, tf.math.pow(distance, tf.constant(type, -PHI))));
    }
  };

  private static final double PHI = 0.25;
  private static final double PHI_EPSILON = 1e-10;

  /**
   * The weights of a relaxed comparator.
   *
   * @param keep σ(v), how much the wires stay, [B, n, 1]
   * @param swap 1 − σ(v), how much they are swapped, [B, n, 1]
   */
  record Swap<T extends TNumber>(Operand<T> keep, Operand<T> swap) {}

  private final String key;

  SwapDistribution(String key) {
    this.key = key;
  }

  /** The name in options and recipes. */
  public String key() {
    return key;
  }

  /**
   * The distribution with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SwapDistribution parse(String key) {
    return Keys.parse("distribution", SwapDistribution.class, SwapDistribution::key, key);
  }

  /**
   * σ(v) and 1 − σ(v).
   *
   * @param tf builds the nodes
   * @param v steepness times the difference, [B, n, 1]
   * @param steepness β
   */
  abstract <T extends TNumber> Swap<T> call(Ops tf, Operand<T> v, double steepness);

  private static <T extends TNumber> Swap<T> complement(Ops tf, Operand<T> keep) {
    return new Swap<>(keep, tf.math.sub(tf.constant(keep.type(), 1), keep));
  }

  /**
   * As a softmax over (v / 2, −v / 2): TensorFlow's sigmoid has no second derivative, and here both
   * parts stay positive far out, where 1 − σ(v) would round to 0.
   */
  private static <T extends TNumber> Swap<T> logistic(Ops tf, Operand<T> v) {
    Operand<T> halves = Constants.matrix(tf, new double[][] {{0.5, -0.5}}, v.type());
    var parts = tf.split(tf.constant(2), tf.nn.softmax(tf.math.mul(v, halves)), 2L).output();
    return new Swap<>(parts.get(0), parts.get(1));
  }
}
