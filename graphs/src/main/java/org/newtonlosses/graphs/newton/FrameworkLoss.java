package org.newtonlosses.graphs.newton;

import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * A loss of TensorFlow Java's framework between predictions and labels, so that any of them can be
 * made a Newton loss:
 *
 * <pre>{@code
 * Operand<TFloat64> labels = tf.constant(new double[][] {{0, 1}});
 * Operand<TFloat64> y = tf.constant(new double[][] {{0.5, 0.8}});
 * Loss<TFloat64> squared = new FrameworkLoss<>(new MeanSquaredError(Reduction.NONE), labels);
 * squared.value(tf, y); // → [0.145]
 * new NewtonLoss(new Hessian(1)).call(tf, squared, y).step(); // → [[0.25, -0.1]]
 * }</pre>
 *
 * <p>First and second derivatives of all losses of the framework agree with central differences in
 * float64 (a test shows it). {@code CategoricalCrossentropy} from logits is rebuilt in float64: the
 * gradient that TensorFlow has for its operation fails there, and TensorFlow does not let it be
 * replaced. Where a loss has a kink its second derivative does not see it: Huber's is 0 beyond δ,
 * that of hinges and of absolute errors 0 everywhere; the curvatures of Hessians are not for them.
 *
 * <p>Source: {@code org.tensorflow.framework.losses}.
 *
 * @param loss made with {@code Reduction.NONE}: the framework's default is a mean over the batch
 * @param labels as the loss takes them, [B, m], or [B] for sparse labels
 */
public record FrameworkLoss<T extends TNumber>(
    org.tensorflow.framework.losses.Loss loss, Operand<? extends TNumber> labels)
    implements DifferentiableLoss<T> {

  /** Checks that nothing is missing. */
  public FrameworkLoss {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(labels, "labels");
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the loss is reduced over the batch, or does not take such
   *     predictions and labels
   */
  @Override
  public Operand<T> call(Ops tf, Operand<T> predictions) {
    // Its class could be asked for its reduction, but is in a package that the framework's module
    // does not export.
    Operand<T> losses = loss.call(tf, labels, predictions, null);
    if (losses.shape().numDimensions() == 0) {
      throw new IllegalArgumentException(
          "%s must be made with Reduction.NONE: one loss for each example, found one for the batch"
              .formatted(loss.getClass().getSimpleName()));
    }
    return SoftmaxCrossEntropy.differentiable(tf, losses);
  }
}
