package org.newtonlosses.graphs.smooth;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Estimates derivatives of f<sub>σ</sub>(y) = E f(y + σε) from values of f alone: with the density
 * of ε proportional to e<sup>−φ(ε)</sup> and c<sub>s</sub> = f(y + σε<sub>s</sub>) − control
 * variate,
 *
 * <pre>
 * f_σ   ≈ (1/S) Σ_s f(y + σε_s)
 * ∇f_σ  ≈ (1/S) Σ_s c_s ∇φ(ε_s) / σ
 * ∇²f_σ ≈ (1/S) Σ_s c_s (∇φ(ε_s) ∇φ(ε_s)ᵀ − ∇²φ(ε_s)) / σ²
 * </pre>
 *
 * <p>f is evaluated on one batch of R·B rows, sample by sample. R = S; or S + 1 if the control
 * variate is f(y), which comes last.
 *
 * <p>Source: Abernethy, Lee, Tewari, Perturbation Techniques in Online Learning and Optimization,
 * 2016.
 */
final class ScoreEstimator<T extends TNumber> {

  private final Smoothing smoothing;
  private final Operand<T> noise;

  /**
   * @param tf builds the nodes
   * @param smoothing how f is smoothed
   * @param noise ε, [S, B, m]; a run fails if it has not S·B·m entries
   * @param predictions y, [B, m]
   * @throws IllegalArgumentException if noise or predictions are known to have another shape
   */
  ScoreEstimator(Ops tf, Smoothing smoothing, Operand<T> noise, Operand<T> predictions) {
    int samples = smoothing.samples();
    int m = Evaluation.width(predictions.shape());
    Shape allowed = Shape.of(samples, predictions.shape().get(0), m);
    if (!noise.shape().isCompatibleWith(allowed)) {
      throw new IllegalArgumentException(
          "noise must have the shape [S, B, m], here %s, found %s"
              .formatted(allowed, noise.shape()));
    }
    this.smoothing = smoothing;
    // Noise for one example would otherwise be broadcast over the batch.
    Operand<TInt32> batch = tf.gather(tf.shape(predictions), tf.constant(0), tf.constant(0));
    Operand<TInt32> shape = tf.stack(List.of(tf.constant(samples), batch, tf.constant(m)));
    this.noise = tf.reshape(noise, shape);
  }

  /** y + direction · σε, [S, B, m]. */
  Operand<T> perturbed(Ops tf, Operand<T> predictions, int direction) {
    Operand<T> scale = tf.constant(noise.type(), direction * smoothing.sigma());
    return tf.math.add(tf.math.mul(noise, scale), tf.expandDims(predictions, tf.constant(0)));
  }

  /** The predictions at which f is to be evaluated, [R·B, m]. */
  Operand<T> inputs(Ops tf, Operand<T> predictions) {
    Operand<T> perturbed = perturbed(tf, predictions, 1);
    if (!evaluatesPredictions()) {
      return rows(tf, perturbed);
    }
    Operand<T> last = tf.expandDims(predictions, tf.constant(0));
    return rows(tf, tf.concat(List.of(perturbed, last), tf.constant(0)));
  }

  /** Whether R = S + 1. */
  boolean evaluatesPredictions() {
    return smoothing.controlVariate() == ControlVariate.VALUE;
  }

  /** R. */
  int evaluations() {
    return smoothing.samples() + (evaluatesPredictions() ? 1 : 0);
  }

  /** [R, B, k] → [R·B, k]. */
  static <T extends TNumber> Operand<T> rows(Ops tf, Operand<T> values) {
    return tf.reshape(values, tf.array(-1, Math.toIntExact(values.shape().get(2))));
  }

  /** [R·B] → [R, B], or [R·B, k] → [R, B, k]. */
  static <T extends TNumber> Operand<T> bySample(Ops tf, Operand<T> values, int samples) {
    return values.shape().numDimensions() == 1
        ? tf.reshape(values, tf.array(samples, -1))
        : tf.reshape(values, tf.array(samples, -1, Math.toIntExact(values.shape().get(1))));
  }

  /** f<sub>σ</sub>: the mean over the samples, [R, B, …] → [B, …]. */
  Operand<T> mean(Ops tf, Operand<T> values) {
    return tf.math.mean(samples(tf, values), tf.constant(0));
  }

  /** ∇f<sub>σ</sub> of a scalar function, [R, B] → [B, m]. */
  Operand<T> gradient(Ops tf, Operand<T> values) {
    Operand<T> weights = tf.expandDims(weights(tf, values, smoothing.sigma()), tf.constant(2));
    return tf.sum(tf.math.mul(weights, score(tf)), tf.constant(0));
  }

  /** The Jacobian of f<sub>σ</sub>, [R, B, k] → [B, k, m]. */
  Operand<T> jacobian(Ops tf, Operand<T> values) {
    return tf.train.batchMatMul(
        byExample(tf, weights(tf, values, smoothing.sigma())),
        byExample(tf, score(tf)),
        values.type(),
        BatchMatMul.adjX(true));
  }

  /** ∇²f<sub>σ</sub> of a scalar function, [R, B] → [B, m, m]. */
  Operand<T> hessian(Ops tf, Operand<T> values) {
    double variance = smoothing.sigma() * smoothing.sigma();
    Operand<T> weights = tf.expandDims(weights(tf, values, variance), tf.constant(2));
    Operand<T> outer =
        tf.train.batchMatMul(
            byExample(tf, tf.math.mul(weights, score(tf))),
            byExample(tf, score(tf)),
            values.type(),
            BatchMatMul.adjX(true));
    Operand<T> diagonal =
        tf.sum(tf.math.mul(weights, smoothing.noise().scoreDerivative(tf, noise)), tf.constant(0));
    int m = Math.toIntExact(noise.shape().get(2));
    Operand<T> identity = tf.linalg.tensorDiag(tf.ones(tf.array(m), values.type()));
    return tf.math.sub(outer, tf.math.mul(tf.expandDims(diagonal, tf.constant(1)), identity));
  }

  private Operand<T> score(Ops tf) {
    return smoothing.noise().score(tf, noise);
  }

  /** c<sub>s</sub>/(Sσ) or c<sub>s</sub>/(Sσ²), [S, B, …]. */
  private Operand<T> weights(Ops tf, Operand<T> values, double scale) {
    return tf.math.mul(
        centred(tf, values), tf.constant(values.type(), 1 / (smoothing.samples() * scale)));
  }

  /** c<sub>s</sub>, [S, B, …]. */
  private Operand<T> centred(Ops tf, Operand<T> values) {
    return switch (smoothing.controlVariate()) {
      case VALUE -> tf.math.sub(samples(tf, values), slice(tf, values, smoothing.samples(), 1));
      case LEAVE_ONE_OUT -> {
        Operand<T> group =
            smoothing.antithetic()
                ? tf.math.add(
                    values, tf.roll(values, tf.constant(smoothing.samples() / 2), tf.constant(0)))
                : values;
        Operand<T> others = tf.math.sub(tf.sum(values, tf.constant(0), Sum.keepDims(true)), group);
        int count = smoothing.samples() - smoothing.groupSize();
        yield tf.math.sub(values, tf.math.div(others, tf.constant(values.type(), count)));
      }
      case NONE -> values;
    };
  }

  /** The values at the samples, without that at y. */
  private Operand<T> samples(Ops tf, Operand<T> values) {
    return evaluatesPredictions() ? slice(tf, values, 0, smoothing.samples()) : values;
  }

  private static <T extends TNumber> Operand<T> slice(
      Ops tf, Operand<T> values, int begin, int size) {
    int[] begins = new int[values.shape().numDimensions()];
    int[] sizes = new int[begins.length];
    Arrays.fill(sizes, -1);
    begins[0] = begin;
    sizes[0] = size;
    return tf.slice(values, tf.constant(begins), tf.constant(sizes));
  }

  /** [S, B, k] → [B, S, k]. */
  private static <T extends TNumber> Operand<T> byExample(Ops tf, Operand<T> values) {
    return tf.linalg.transpose(values, tf.array(1, 0, 2));
  }
}
