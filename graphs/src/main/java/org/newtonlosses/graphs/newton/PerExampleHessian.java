package org.newtonlosses.graphs.newton;

import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Each example its own Hessian: C<sub>b</sub> = ∇²ℓ<sub>b</sub>(y<sub>b</sub>); their mean is what
 * is reported as C. An addition of this library to the published curvatures.
 *
 * <pre>{@code
 * DifferentiableLoss<TFloat64> loss =
 *     (tf, y) -> tf.sum(tf.math.square(tf.math.square(y)), tf.constant(1));
 * Operand<TFloat64> y = tf.constant(new double[][] {{1, 0}, {0, 2}});
 * NewtonStep<TFloat64> made = new NewtonLoss(new PerExampleHessian(1)).call(tf, loss, y);
 * made.curvature(); // → [[6, 0], [0, 24]]
 * made.step(); // → [[0.3077, 0], [0, 0.6531]]
 * }</pre>
 *
 * @param tikhonov λ &gt; 0
 */
public record PerExampleHessian(double tikhonov) implements Curvature {

  /** Checks λ; throws {@link IllegalArgumentException} if it is not positive and finite. */
  public PerExampleHessian {
    Ranges.requirePositive("tikhonov", tikhonov);
  }

  @Override
  public <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion) {
    Operand<TFloat64> hessian = expansion.exactHessian(tf);
    Operand<TFloat64> rows = tf.expandDims(expansion.exactGradient(tf), tf.constant(1));
    Operand<TFloat64> step =
        tf.squeeze(TikhonovSolve.call(tf, hessian, rows, tikhonov), Squeeze.axis(List.of(1L)));
    return new Preconditioned(tf.math.mean(hessian, tf.constant(0)), step);
  }

  @Override
  public boolean needsHessian() {
    return true;
  }
}
