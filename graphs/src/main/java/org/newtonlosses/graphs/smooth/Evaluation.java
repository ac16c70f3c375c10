package org.newtonlosses.graphs.smooth;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Evaluates algorithms and losses that come from outside, and checks what they return. */
final class Evaluation {

  private Evaluation() {}

  /** A of each row of the inputs, [N, k]; a constant for differentiation. */
  static <T extends TNumber> Operand<T> outputs(
      Ops tf, BlackBox<T> algorithm, Operand<T> inputs, Operand<T> target) {
    Operand<T> outputs = algorithm.call(tf, tf.stopGradient(inputs));
    Shape shape = outputs.shape();
    if (shape.numDimensions() != 2 || shape.get(1) < 1) {
      throw new IllegalArgumentException(
          "an algorithm must return the shape [N, k] with k known, found " + shape);
    }
    if (!target.shape().isCompatibleWith(Shape.of(Shape.UNKNOWN_SIZE, shape.get(1)))) {
      throw new IllegalArgumentException(
          "target must have the shape [B, k] with k = %d as the algorithm returns, found %s"
              .formatted(shape.get(1), target.shape()));
    }
    return tf.stopGradient(outputs);
  }

  /** {@link #outputs} of a solver, whose solutions have the size of its inputs. */
  static <T extends TNumber> Operand<T> solutions(
      Ops tf, BlackBox<T> solver, Operand<T> inputs, Operand<T> target) {
    Operand<T> solutions = outputs(tf, solver, inputs, target);
    if (solutions.shape().get(1) != inputs.shape().get(1)) {
      throw new IllegalArgumentException(
          "a solver must return solutions of the size of its inputs, %d, found %d"
              .formatted(inputs.shape().get(1), solutions.shape().get(1)));
    }
    return solutions;
  }

  /** L of each row, [N]. */
  static <T extends TNumber> Operand<T> losses(
      Ops tf, OutputLoss<T> loss, Operand<T> outputs, Operand<T> target) {
    Operand<T> losses = loss.call(tf, outputs, target);
    if (losses.shape().numDimensions() != 1) {
      throw new IllegalArgumentException(
          "a loss must have the shape [N], one value for each row, found " + losses.shape());
    }
    return losses;
  }
}
