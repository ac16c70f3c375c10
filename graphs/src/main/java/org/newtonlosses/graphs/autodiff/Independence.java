package org.newtonlosses.graphs.autodiff;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Checks, when a graph runs, that a loss is one of each example by itself: per-example derivatives
 * of a loss that couples the examples of a batch would be wrong without a word.
 *
 * <pre>{@code
 * Operand<TFloat64> y = tf.constant(new double[][] {{1}, {2}});
 * Operand<TFloat64> loss = tf.sum(tf.math.square(y), tf.constant(1));
 * Op check = Independence.notCoupled(tf, loss, y);
 * tf.withControlDependencies(check).identity(loss); // → [1, 4]
 * }</pre>
 */
public final class Independence {

  private Independence() {}

  /**
   * Fails unless there are as many losses as examples.
   *
   * @param tf builds the nodes
   * @param loss ℓ, [B]
   * @param predictions y, [B, …]
   * @return the check, to be run before the loss is used
   */
  public static <T extends TNumber> Op oneLossEach(
      Ops tf, Operand<T> loss, Operand<T> predictions) {
    Operand<TInt32> found = tf.size(loss);
    Operand<TInt32> examples =
        tf.gather(tf.shape(tf.stopGradient(predictions)), tf.constant(0), tf.constant(0));
    return tf.assertThat(
        tf.math.equal(found, examples),
        List.of(
            tf.constant("a loss must have one value for each example, here"),
            examples,
            tf.constant("found"),
            found));
  }

  /**
   * Fails if the losses of the examples 0, 2, 4, … depend on the predictions of 1, 3, 5, …: the
   * vector–Jacobian product with ones for the former must be 0 for the latter, exactly.
   *
   * @param tf builds the nodes
   * @param loss ℓ, [B]
   * @param predictions y, [B, m]
   * @return the check, to be run before derivatives are used
   * @throws IllegalArgumentException if ℓ does not depend on y, or an operation on the way has no
   *     gradient
   */
  public static <T extends TNumber> Op notCoupled(Ops tf, Operand<T> loss, Operand<T> predictions) {
    Operand<TInt32> examples = tf.size(tf.stopGradient(loss));
    Operand<T> odd =
        tf.dtypes.cast(
            tf.math.mod(tf.range(tf.constant(0), examples, tf.constant(1)), tf.constant(2)),
            loss.type());
    Operand<T> even = tf.math.sub(tf.dtypes.cast(tf.constant(1), loss.type()), odd);
    Operand<T> product =
        Derivatives.vectorJacobian(tf, loss, List.of(predictions), tf.stopGradient(even)).get(0);
    Operand<T> leaked = tf.math.mul(product, tf.expandDims(odd, tf.constant(1)));
    Operand<T> largest = tf.max(tf.math.abs(leaked), tf.constant(new int[] {0, 1}));
    Operand<TBool> none = tf.math.lessEqual(largest, tf.dtypes.cast(tf.constant(0), loss.type()));
    return tf.assertThat(
        // A NaN is another failure, found and named elsewhere. Said in this way because
        // TensorFlow's
        // optimiser makes "less or equal" of "not greater", which is not the same for a NaN.
        tf.math.logicalOr(none, tf.math.isNan(largest)),
        List.of(
            tf.constant(
                "the loss of an example depends on predictions of other examples of the batch, with"
                    + " a derivative of up to"),
            largest));
  }
}
