package org.newtonlosses.graphs.newton;

import java.util.Optional;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * The cross-entropy between labels q and softmax(x), per row: −Σ<sub>i</sub> q<sub>i</sub> log
 * softmax(x)<sub>i</sub>.
 *
 * <p>The gradient that TensorFlow has registered for its operation SoftmaxCrossEntropyWithLogits
 * multiplies by a float32 constant and so fails in float64, and TensorFlow Java does not let a
 * gradient be replaced.
 */
final class SoftmaxCrossEntropy {

  private static final String OPERATION = "SoftmaxCrossEntropyWithLogits";

  private SoftmaxCrossEntropy() {}

  /**
   * The same losses, made of operations that can be differentiated, if they are those of
   * SoftmaxCrossEntropyWithLogits in float64, reshaped and weighted; else they themselves.
   */
  static <T extends TNumber> Operand<T> differentiable(Ops tf, Operand<T> losses) {
    return losses.type() == TFloat64.class ? rebuilt(tf, losses).orElse(losses) : losses;
  }

  private static <T extends TNumber> Optional<Operand<T>> rebuilt(Ops tf, Operand<T> losses) {
    if (!(losses.op() instanceof GraphOperation operation)) {
      return Optional.empty();
    }
    return switch (operation.type()) {
      case OPERATION -> Optional.of(call(tf, input(operation, 0), input(operation, 1)));
      case "Mul" ->
          rebuilt(tf, SoftmaxCrossEntropy.<T>input(operation, 0))
              .map(first -> tf.math.mul(first, input(operation, 1)));
      case "Reshape" ->
          rebuilt(tf, SoftmaxCrossEntropy.<T>input(operation, 0))
              .map(first -> tf.reshape(first, SoftmaxCrossEntropy.<TInt64>input(operation, 1)));
      default -> Optional.empty();
    };
  }

  @SuppressWarnings("unchecked") // what these operations take
  private static <T extends TType> Operand<T> input(GraphOperation operation, int index) {
    return (Operand<T>) operation.input(index);
  }

  private static <T extends TNumber> Operand<T> call(Ops tf, Operand<T> logits, Operand<T> labels) {
    Operand<TInt32> classes = tf.constant(1);
    Operand<T> largest = tf.stopGradient(tf.max(logits, classes, Max.keepDims(true)));
    Operand<T> shifted = tf.math.sub(logits, largest);
    Operand<T> logSum = tf.math.log(tf.sum(tf.math.exp(shifted), classes, Sum.keepDims(true)));
    return tf.sum(tf.math.mul(labels, tf.math.sub(logSum, shifted)), classes);
  }
}
