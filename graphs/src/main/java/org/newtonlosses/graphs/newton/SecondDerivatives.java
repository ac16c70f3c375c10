package org.newtonlosses.graphs.newton;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.autodiff.MemoryBudget;
import org.newtonlosses.graphs.parameter.Predictions;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * The second derivatives H<sub>b</sub> = ∇²ℓ<sub>b</sub>(y<sub>b</sub>) of a per-example loss, in
 * the three forms that curvatures ask for. Nodes are built when a form is asked for.
 *
 * <pre>{@code
 * Operand<TFloat64> h = tf.constant(new double[][][] {{{2, 1}, {1, 4}}});
 * Operand<TFloat64> y = tf.constant(new double[][] {{0, 0}});
 * SecondDerivatives<TFloat64> derivatives = SecondDerivatives.ofMatrices(y, ops -> h);
 * derivatives.product(tf, tf.constant(new double[][] {{1, -1}})); // → [[1, -3]]
 * derivatives.mean(tf); // → [[2, 1], [1, 4]]
 * }</pre>
 */
public interface SecondDerivatives<T extends TNumber> {

  /**
   * The Hessian of each example.
   *
   * @param tf builds the nodes
   * @return H, [B, m, m]
   */
  Operand<T> matrices(Ops tf);

  /**
   * The mean of the Hessians, in float64; where it can be avoided they are not held.
   *
   * @param tf builds the nodes
   * @return (1/B) Σ<sub>b</sub> H<sub>b</sub>, [m, m]
   */
  Operand<TFloat64> mean(Ops tf);

  /**
   * Hessian–vector products.
   *
   * @param tf builds the nodes
   * @param directions v, [B, m]
   * @return H<sub>b</sub> v<sub>b</sub>, [B, m]
   */
  Operand<T> product(Ops tf, Operand<T> directions);

  /**
   * By automatic differentiation of the gradient.
   *
   * @param gradient g, [B, m]
   * @param predictions y, [B, m]
   */
  static <T extends TNumber> SecondDerivatives<T> ofGradient(
      Operand<T> gradient, Operand<T> predictions) {
    return new SecondDerivatives<>() {
      @Override
      public Operand<T> matrices(Ops tf) {
        return Derivatives.hessian(tf, gradient, predictions);
      }

      @Override
      public Operand<TFloat64> mean(Ops tf) {
        return Derivatives.meanHessian(tf, gradient, predictions);
      }

      @Override
      public Operand<T> product(Ops tf, Operand<T> directions) {
        return Derivatives.hessianVectorProduct(tf, gradient, predictions, directions);
      }
    };
  }

  /**
   * From the Hessians themselves, as an estimator makes them; a run of them fails if they exceed
   * the {@link MemoryBudget}.
   *
   * @param predictions y, [B, m]
   * @param matrices builds H, [B, m, m]
   */
  static <T extends TNumber> SecondDerivatives<T> ofMatrices(
      Operand<T> predictions, Function<Ops, Operand<T>> matrices) {
    return new SecondDerivatives<>() {
      @Override
      public Operand<T> matrices(Ops tf) {
        long m = Predictions.width(predictions.shape());
        long bytes = m * m * (predictions.type() == TFloat64.class ? 8 : 4);
        return matrices.apply(
            tf.withControlDependencies(MemoryBudget.check(tf, predictions, bytes, 0)));
      }

      @Override
      public Operand<TFloat64> mean(Ops tf) {
        return tf.math.mean(tf.dtypes.cast(matrices(tf), TFloat64.class), tf.constant(0));
      }

      @Override
      public Operand<T> product(Ops tf, Operand<T> directions) {
        Operand<T> rows = tf.expandDims(directions, tf.constant(1));
        return tf.sum(tf.math.mul(matrices(tf), rows), tf.constant(2));
      }
    };
  }

  /**
   * The same, but for products that need no Hessian.
   *
   * @param products builds H<sub>b</sub> v<sub>b</sub>, [B, m], of v
   */
  default SecondDerivatives<T> withProducts(BiFunction<Ops, Operand<T>, Operand<T>> products) {
    SecondDerivatives<T> all = this;
    return new SecondDerivatives<>() {
      @Override
      public Operand<T> matrices(Ops tf) {
        return all.matrices(tf);
      }

      @Override
      public Operand<TFloat64> mean(Ops tf) {
        return all.mean(tf);
      }

      @Override
      public Operand<T> product(Ops tf, Operand<T> directions) {
        return products.apply(tf, directions);
      }
    };
  }
}
