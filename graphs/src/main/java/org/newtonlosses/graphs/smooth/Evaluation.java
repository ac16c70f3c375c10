package org.newtonlosses.graphs.smooth;

import java.util.List;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.autodiff.Independence;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
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

  /** ∇L with respect to the outputs, [N, k]; a run fails if L couples rows. */
  static <T extends TNumber> Operand<T> cotangent(Ops tf, Operand<T> losses, Operand<T> outputs) {
    return tf.withControlDependencies(Independence.notCoupled(tf, losses, outputs))
        .identity(Derivatives.gradient(tf, losses, outputs));
  }

  /** The losses; a run fails if the first row's is another where L is given this row alone. */
  static <T extends TNumber> Operand<T> independent(
      Ops tf, OutputLoss<T> loss, Operand<T> losses, Operand<T> outputs, Operand<T> target) {
    Class<T> type = losses.type();
    Operand<T> alone = losses(tf, loss, first(tf, outputs), first(tf, target));
    Operand<T> among = tf.slice(losses, tf.array(0), tf.array(1));
    Operand<T> difference = tf.math.abs(tf.math.sub(alone, among));
    Operand<T> allowed =
        tf.math.mul(tf.constant(type, 1e-3), tf.math.add(tf.math.abs(among), tf.constant(type, 1)));
    // Not "at most as large as": a NaN is another failure, found and named elsewhere.
    Operand<TBool> coupled = tf.reduceAny(tf.math.greater(difference, allowed), tf.constant(0));
    return tf.withControlDependencies(
            tf.assertThat(
                tf.math.logicalNot(coupled),
                List.of(
                    tf.constant("the loss of a row depends on other rows: alone it is"),
                    alone,
                    tf.constant("among the others"),
                    among)))
        .identity(losses);
  }

  private static <T extends TNumber> Operand<T> first(Ops tf, Operand<T> rows) {
    return tf.slice(rows, tf.array(0, 0), tf.array(1, -1));
  }
}
