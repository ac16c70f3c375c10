package org.newtonlosses.graphs.newton;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * The empirical Fisher matrix F = GᵀG/B of per-example gradients G, [B, m].
 *
 * <p>Its inverse acts through the smaller of two systems, m×m or B×B, by the push-through identity
 * (GᵀG/B + λI)⁻¹ Gᵀ = Gᵀ (GGᵀ/B + λI)⁻¹; which one is decided when the graph runs, since B is free.
 */
final class EmpiricalFisher {

  private EmpiricalFisher() {}

  /** F = GᵀG/B, [m, m]. */
  static Operand<TFloat64> matrix(Ops tf, Operand<TFloat64> gradient) {
    return tf.math.div(
        tf.train.batchMatMul(gradient, gradient, TFloat64.class, BatchMatMul.adjX(true)),
        batch(tf, gradient));
  }

  /** The rows of G (F + λI)⁻¹, [B, m]. */
  static Operand<TFloat64> precondition(Ops tf, Operand<TFloat64> gradient, double tikhonov) {
    Operand<TInt32> shape = tf.shape(gradient);
    Operand<TBool> wide =
        tf.math.less(
            tf.gather(shape, tf.constant(0), tf.constant(0)),
            tf.gather(shape, tf.constant(1), tf.constant(0)));
    SwitchCond<TFloat64> branch = tf.switchCond(gradient, wide);
    return tf.merge(
            List.of(
                byFeatures(tf, branch.outputFalse(), tikhonov),
                byExamples(tf, branch.outputTrue(), tikhonov)))
        .output();
  }

  /** Through the m×m system. */
  static Operand<TFloat64> byFeatures(Ops tf, Operand<TFloat64> gradient, double tikhonov) {
    return TikhonovSolve.call(tf, matrix(tf, gradient), gradient, tikhonov);
  }

  /** Through the B×B system: (GGᵀ/B + λI)⁻¹ G. */
  static Operand<TFloat64> byExamples(Ops tf, Operand<TFloat64> gradient, double tikhonov) {
    Operand<TFloat64> gram =
        tf.math.div(
            tf.train.batchMatMul(gradient, gradient, TFloat64.class, BatchMatMul.adjY(true)),
            batch(tf, gradient));
    Operand<TFloat64> columns = tf.linalg.transpose(gradient, tf.constant(new int[] {1, 0}));
    return tf.linalg.transpose(
        TikhonovSolve.call(tf, gram, columns, tikhonov), tf.constant(new int[] {1, 0}));
  }

  private static Operand<TFloat64> batch(Ops tf, Operand<TFloat64> gradient) {
    return tf.dtypes.cast(
        tf.gather(tf.shape(gradient), tf.constant(0), tf.constant(0)), TFloat64.class);
  }
}
