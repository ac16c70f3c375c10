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
