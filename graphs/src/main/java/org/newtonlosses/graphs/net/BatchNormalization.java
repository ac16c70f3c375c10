package org.newtonlosses.graphs.net;

import java.util.List;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.ParameterSource;
import org.newtonlosses.graphs.variable.State;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Batch normalisation of images (Ioffe and Szegedy, 2015), by channel:
 *
 * <pre>y = scale · (x − μ)/√(σ² + ε) + shift,   ε = 1e-5</pre>
 *
 * <p>In training, μ and σ² are mean and variance of the batch, over examples and pixels, and the
 * running ones follow them: running ← 0.9 running + 0.1 batch, with the unbiased variance of the
 * batch. In inference, μ and σ² are the running ones. Everything is as PyTorch's defaults are.
 *
 * @param scale [c], 1 at first
 * @param shift [c], 0 at first
 * @param mean the running mean, [c], 0 at first
 * @param variance the running variance, [c], 1 at first
 */
record BatchNormalization(
    Operand<TFloat32> scale, Operand<TFloat32> shift, State mean, State variance) {

  private static final float EPSILON = 1e-5f;
  private static final float MOMENTUM = 0.1f;

  /** How a network normalises: with the statistics of the batch or with the running ones. */
  @FunctionalInterface
  interface Mode {
    /** Normalises x, [N, h, w, c]. */
    Operand<TFloat32> call(BatchNormalization layer, Operand<TFloat32> x);
  }

  /** Declares the parameters. */
  static BatchNormalization create(ParameterSource parameters, String name, long channels) {
    Shape shape = Shape.of(channels);
    InitialValue zero = new InitialValue.Constant(0);
    InitialValue one = new InitialValue.Constant(1);
    return new BatchNormalization(
        parameters.trainable(name + "/scale", shape, one),
        parameters.trainable(name + "/shift", shape, zero),
        parameters.state(name + "/running_mean", shape, zero),
        parameters.state(name + "/running_variance", shape, one));
  }

  /** With the running statistics: [N, h, w, c] → [N, h, w, c]. */
  Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
    return fused(tf, x, FusedBatchNorm.isTraining(false)).y();
  }

  /** With the statistics of the batch: [N, h, w, c] → [N, h, w, c]. */
  TrainingPass train(Ops tf, Operand<TFloat32> x) {
    FusedBatchNorm<TFloat32, TFloat32> result =
        fused(tf, x, FusedBatchNorm.isTraining(true).exponentialAvgFactor(MOMENTUM));
    return new TrainingPass(
        result.y(),
        List.of(
            new State.Update(mean, result.batchMean()),
            new State.Update(variance, result.batchVariance())));
  }

  private FusedBatchNorm<TFloat32, TFloat32> fused(
      Ops tf, Operand<TFloat32> x, FusedBatchNorm.Options mode) {
    return tf.nn.fusedBatchNorm(
        x, scale, shift, mean.value(), variance.value(), mode.epsilon(EPSILON));
  }
}
