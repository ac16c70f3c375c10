package org.newtonlosses.graphs.newton;

import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * C = tr(F)/m · I with the empirical Fisher matrix F: a control that has the Fisher's size but not
 * its directions, an adaptive step size. An addition of this library to the published curvatures.
 *
 * <pre>{@code
 * DifferentiableLoss<TFloat64> loss =
 *     (tf, y) -> tf.sum(tf.math.square(tf.math.square(y)), tf.constant(1));
 * Operand<TFloat64> y = tf.constant(new double[][] {{1, 0}, {0, 2}});
 * NewtonStep<TFloat64> made = new NewtonLoss(new Scalar(1)).call(tf, loss, y);
 * made.curvature(); // → [[260, 0], [0, 260]]
 * made.step(); // → [[0.0153, 0], [0, 0.1226]]
 * }</pre>
 *
 * @param tikhonov λ &gt; 0
 */
public record Scalar(double tikhonov) implements Curvature {

  /** Checks λ; throws {@link IllegalArgumentException} if it is not positive and finite. */
  public Scalar {
    Ranges.requirePositive("tikhonov", tikhonov);
  }

  @Override
  public <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion) {
    Operand<TFloat64> gradient = expansion.exactGradient(tf);
    Operand<TFloat64> scale = tf.math.mean(tf.math.square(gradient), tf.constant(new int[] {0, 1}));
    int m = (int) gradient.shape().get(1);
    double[][] identity = new double[m][m];
    for (int i = 0; i < m; i++) {
      identity[i][i] = 1;
    }
    return new Preconditioned(
        tf.math.mul(scale, tf.constant(identity)),
        tf.math.div(gradient, tf.math.add(scale, tf.constant(tikhonov))));
  }
}
