package org.newtonlosses.graphs.newton;

import java.util.List;
import org.newtonlosses.graphs.parameter.Keys;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * The curvature matrix C of a Newton loss, and how (C + λI)⁻¹ acts on the gradients.
 *
 * <p>Source: Petersen et al., Newton Losses, NeurIPS 2024, definitions 1 and 2; {@link
 * #PER_EXAMPLE_HESSIAN} and {@link #SCALAR} are additions of this library.
 */
public enum Curvature {
  /** C = (1/B) Σ<sub>b</sub> ∇²ℓ<sub>b</sub>(y<sub>b</sub>): the mean Hessian. */
  HESSIAN {
    @Override
    <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion, double tikhonov) {
      Operand<TFloat64> mean = tf.math.mean(float64(tf, expansion.hessian(tf)), tf.constant(0));
      return new Preconditioned(
          mean, TikhonovSolve.call(tf, mean, gradient(tf, expansion), tikhonov));
    }
  },

  /** C = (1/B) Σ<sub>b</sub> g<sub>b</sub> g<sub>b</sub>ᵀ: the empirical Fisher matrix. */
  FISHER {
    @Override
    <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion, double tikhonov) {
      Operand<TFloat64> gradient = gradient(tf, expansion);
      return new Preconditioned(
          EmpiricalFisher.matrix(tf, gradient),
          EmpiricalFisher.precondition(tf, gradient, tikhonov));
    }
  },

  /** C<sub>b</sub> = ∇²ℓ<sub>b</sub>(y<sub>b</sub>): each example its own; reports their mean. */
  PER_EXAMPLE_HESSIAN {
    @Override
    <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion, double tikhonov) {
      Operand<TFloat64> hessian = float64(tf, expansion.hessian(tf));
      Operand<TFloat64> rows = tf.expandDims(gradient(tf, expansion), tf.constant(1));
      Operand<TFloat64> step =
          tf.squeeze(TikhonovSolve.call(tf, hessian, rows, tikhonov), Squeeze.axis(List.of(1L)));
      return new Preconditioned(tf.math.mean(hessian, tf.constant(0)), step);
    }
  },

  /**
   * C = tr(F)/m · I with the empirical Fisher matrix F: a control that has the Fisher's size but
   * not its directions, an adaptive step size.
   */
  SCALAR {
    @Override
    <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion, double tikhonov) {
      Operand<TFloat64> gradient = gradient(tf, expansion);
      Operand<TFloat64> scale =
          tf.math.mean(tf.math.square(gradient), tf.constant(new int[] {0, 1}));
      int m = (int) gradient.shape().get(1);
      double[][] identity = new double[m][m];
      for (int i = 0; i < m; i++) {
        identity[i][i] = 1;
      }
      return new Preconditioned(
          tf.math.mul(scale, tf.constant(identity)),
          tf.math.div(gradient, tf.math.add(scale, tf.constant(tikhonov))));
    }
  },

  /** No curvature: the step is the gradient, λ is not used, C is reported as 0. */
  NONE {
    @Override
    <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion, double tikhonov) {
      Operand<TFloat64> gradient = gradient(tf, expansion);
      int m = (int) gradient.shape().get(1);
      return new Preconditioned(tf.constant(new double[m][m]), gradient);
    }
  };

  /**
   * The curvature and the preconditioned gradients.
   *
   * @param curvature C, [m, m]
   * @param step (C + λI)⁻¹ g<sub>b</sub>, [B, m]
   */
  record Preconditioned(Operand<TFloat64> curvature, Operand<TFloat64> step) {}

  abstract <T extends TNumber> Preconditioned call(Ops tf, Expansion<T> expansion, double tikhonov);

  /** Whether the curvature needs second derivatives of the loss. */
  public boolean needsHessian() {
    return this == HESSIAN || this == PER_EXAMPLE_HESSIAN;
  }

  /** The name in recipes and on the command line, such as {@code per-example-hessian}. */
  public String key() {
    return Keys.of(this);
  }

  /**
   * The curvature of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Curvature parse(String key) {
    return Keys.parse("curvature", Curvature.class, Curvature::key, key);
  }

  private static <T extends TNumber> Operand<TFloat64> gradient(Ops tf, Expansion<T> expansion) {
    return float64(tf, expansion.gradient());
  }

  // Curvatures are solved in float64 whatever the loss's type: λ may be far below its resolution.
  private static <T extends TNumber> Operand<TFloat64> float64(Ops tf, Operand<T> value) {
    return tf.dtypes.cast(value, TFloat64.class);
  }
}
