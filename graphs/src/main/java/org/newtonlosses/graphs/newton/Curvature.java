package org.newtonlosses.graphs.newton;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * The curvature matrix C of a Newton loss, and how it preconditions the gradients: step<sub>b</sub>
 * = (C + λI)⁻¹ g<sub>b</sub>.
 *
 * <p>A curvature is a value that carries what it needs, such as its Tikhonov strength λ: {@link
 * Fisher}, {@link Hessian}, {@link PerExampleHessian}, {@link Scalar}, {@link None}. Others may be
 * written outside this library; {@link TikhonovSolve} solves their systems.
 *
 * <p>λ is measured against the eigenvalues of C, which is made of per-example gradients and
 * Hessians without a factor 1/B. For large λ the step tends to g/λ, plain gradient descent.
 */
public interface Curvature {

  /**
   * Preconditions the gradients of an expansion.
   *
   * @param tf builds the nodes
   * @param expansion of the loss at the predictions [B, m]; {@link Expansion#exactGradient} and
   *     {@link Expansion#exactHessian} are its derivatives in float64, in which systems should be
   *     solved whatever the loss's type: λ may be far below its resolution
   * @return C and the steps
   */
  <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion);

  /** Whether the curvature needs second derivatives of the loss; unless overridden it does not. */
  default boolean needsHessian() {
    return false;
  }

  /**
   * The curvature and the preconditioned gradients.
   *
   * @param curvature C, [m, m], without λI; where each example has its own, their mean
   * @param step (C + λI)⁻¹ g<sub>b</sub>, [B, m]
   */
  record Preconditioned(Operand<TFloat64> curvature, Operand<TFloat64> step) {}
}
