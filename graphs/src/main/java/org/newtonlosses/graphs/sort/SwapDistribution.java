package org.newtonlosses.graphs.sort;

import org.newtonlosses.graphs.op.Select;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;

/**
 * How sure a relaxed comparator is that two wires are in order: σ(v), a cumulative distribution
 * with σ(0) = ½, of v = β (x<sub>high</sub> − x<sub>low</sub>).
 *
 * <p>All are finite with finite first and second derivatives at every finite v.
 *
 * <pre>{@code
 * Operand<TFloat64> scores = tf.constant(new double[][] {{0, 1}});
 * RelaxedSort logistic =
 *     new SortingNetwork(ComparatorNetwork.ODD_EVEN, SwapDistribution.LOGISTIC, 2, false);
 * logistic.call(tf, scores).permutation(); // → [[[0.8808, 0.1192], [0.1192, 0.8808]]]
 * RelaxedSort cauchy =
 *     new SortingNetwork(ComparatorNetwork.ODD_EVEN, SwapDistribution.CAUCHY, 2, false);
 * cauchy.call(tf, scores).permutation(); // → [[[0.8524, 0.1476], [0.1476, 0.8524]]]
 * }</pre>
 *
 * <p>Sources: Petersen, Borgelt, Kuehne and Deussen, "Differentiable Sorting Networks for Scalable
 * Sorting and Ranking Supervision", ICML 2021 (logistic, logistic-phi), and "Monotonic
 * Differentiable Sorting Networks", ICLR 2022 (cauchy, reciprocal, optimal).
 */
public enum SwapDistribution {

  /** 1 / (1 + e<sup>−v</sup>). */
  LOGISTIC {
    @Override
    Operand<TFloat64> weights(Ops tf, Operand<TFloat64> v, double steepness) {
      return logistic(tf, v);
    }
  },

  /** atan(v) / π + ½. */
  CAUCHY {
    @Override
    Operand<TFloat64> weights(Ops tf, Operand<TFloat64> v, double steepness) {
      double[] factors = {1 / Math.PI, -1 / Math.PI};
      return Nodes.affine(tf, tf.math.atan(v), factors, HALVES);
    }
  },

  /** Φ(v) = ½ + ½ erf(v / √2), the standard normal distribution. */
  GAUSSIAN {
    @Override
    Operand<TFloat64> weights(Ops tf, Operand<TFloat64> v, double steepness) {
      Operand<TFloat64> erf = tf.math.erf(Nodes.linear(tf, v, new double[] {Math.sqrt(0.5)}));
      double[] half = {0.5};
      // In two steps, as published: far out, 1 − Φ(v) is made of rounding errors either way.
      Operand<TFloat64> keep = Nodes.affine(tf, erf, half, half);
      return Nodes.affine(tf, keep, new double[] {1, -1}, new double[] {0, 1});
    }
  },

  /** ½ (v / (2 + |v|) + 1). */
  RECIPROCAL {
    @Override
    Operand<TFloat64> weights(Ops tf, Operand<TFloat64> v, double steepness) {
      Operand<TFloat64> ratio = tf.math.div(v, tf.math.add(tf.math.abs(v), tf.constant(2.0)));
      return Nodes.affine(tf, ratio, new double[] {0.5, -0.5}, HALVES);
    }
  },

  /** v + ½ for |v| ≤ ¼, else ½ + sign(v) (½ − 1 / (16 |v|)): the monotonic one of least error. */
  OPTIMAL {
    @Override
    Operand<TFloat64> weights(Ops tf, Operand<TFloat64> v, double steepness) {
      Operand<TBool> near = tf.math.lessEqual(tf.math.abs(v), tf.constant(0.25));
      // The branch that is not taken must be finite too.
      Operand<TFloat64> safe = Select.of(tf, near, tf.stopGradient(tf.onesLike(v)), v);
      Operand<TFloat64> limit = tf.stopGradient(tf.math.mul(tf.math.sign(v), tf.constant(0.5)));
      Operand<TFloat64> far = tf.math.sub(limit, tf.math.div(tf.constant(0.0625), safe));
      return Nodes.affine(tf, Select.of(tf, near, v, far), new double[] {1, -1}, HALVES);
    }
  },

  /** Logistic of β d / (|d| + 10<sup>−10</sup>)<sup>φ</sup> with d = v / β and φ = ¼. */
  LOGISTIC_PHI {
    @Override
    Operand<TFloat64> weights(Ops tf, Operand<TFloat64> v, double steepness) {
      Operand<TFloat64> distance =
          Nodes.affine(
              tf, tf.math.abs(v), new double[] {1 / steepness}, new double[] {PHI_EPSILON});
      return logistic(tf, tf.math.mul(v, tf.math.pow(distance, tf.constant(-PHI))));
    }
  };

  private static final double[] HALVES = {0.5, 0.5};
  private static final double PHI = 0.25;
  private static final double PHI_EPSILON = 1e-10;

  /**
   * The weights of relaxed comparators: how much the wires stay, σ(v), and how much they are
   * swapped, 1 − σ(v).
   *
   * @param tf builds the nodes
   * @param v steepness times the difference, [N, 1]
   * @param steepness β
   * @return [N, 2]: σ(v), 1 − σ(v)
   */
  abstract Operand<TFloat64> weights(Ops tf, Operand<TFloat64> v, double steepness);

  /**
   * As a softmax over (v / 2, −v / 2): TensorFlow's sigmoid has no second derivative, and here both
   * parts stay positive far out, where 1 − σ(v) would round to 0.
   */
  private static Operand<TFloat64> logistic(Ops tf, Operand<TFloat64> v) {
    return tf.nn.softmax(Nodes.linear(tf, v, new double[] {0.5, -0.5}));
  }
}
