package org.newtonlosses.graphs.newton;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Solves (C + λI) x = g for symmetric C through its eigenvalues: C = V diag(w) Vᵀ gives x = V
 * diag(1/(w + λ)) Vᵀ g.
 *
 * <p>A factorisation would cost less, but C may be indefinite and C + λI singular; then the
 * eigenvalues tell which λ would have been needed.
 *
 * <pre>{@code
 * Operand<TFloat64> matrix = tf.constant(new double[][] {{3, 1}, {1, 3}});
 * Operand<TFloat64> rows = tf.constant(new double[][] {{1, 1}, {2, 0}});
 * TikhonovSolve.call(tf, matrix, rows, 1); // → [[0.2, 0.2], [0.5333, -0.1333]]
 * }</pre>
 */
public final class TikhonovSolve {

  private TikhonovSolve() {}

  /**
   * Solves for the rows of a matrix.
   *
   * @param tf builds the nodes
   * @param matrix C, [m, m] or [B, m, m]; symmetrised first
   * @param rows the right-hand sides, [k, m] or [B, k, m]
   * @param tikhonov λ
   * @return the solutions, the shape of the rows; a run of them fails if C, a right-hand side or a
   *     solution is not finite, with λ and the range of the eigenvalues in the message
   */
  public static Operand<TFloat64> call(
      Ops tf, Operand<TFloat64> matrix, Operand<TFloat64> rows, double tikhonov) {
    Operand<TFloat64> lambda = tf.constant(tikhonov);
    Operand<TFloat64> symmetric = symmetric(tf, matrix);
    // The decomposition itself fails on NaN, with a message that helps nobody: check before it.
    Operand<TFloat64> checked =
        tf.withControlDependencies(
                tf.assertThat(
                    tf.math.logicalAnd(allFinite(tf, symmetric), allFinite(tf, rows)),
                    List.of(
                        tf.constant(
                            "the loss's gradient or curvature is NaN or infinite; tikhonov"),
                        lambda)))
            .identity(symmetric);
    SelfAdjointEig<TFloat64> eigen =
        tf.linalg.selfAdjointEig(checked, SelfAdjointEig.computeV(true));
    Operand<TFloat64> shifted = tf.math.add(tf.expandDims(eigen.e(), tf.constant(-2)), lambda);
    Operand<TFloat64> rotated = tf.train.batchMatMul(rows, eigen.v(), TFloat64.class);
    Operand<TFloat64> solution =
        tf.train.batchMatMul(
            tf.math.div(rotated, shifted), eigen.v(), TFloat64.class, BatchMatMul.adjY(true));
    return tf.withControlDependencies(
            tf.assertThat(
                allFinite(tf, solution),
                List.of(
                    tf.constant("the Newton step is not finite; tikhonov"),
                    lambda,
                    tf.constant("curvature's eigenvalues from"),
                    tf.min(eigen.e(), allAxes(tf, eigen.e())),
                    tf.constant("to"),
                    tf.max(eigen.e(), allAxes(tf, eigen.e())),
                    tf.constant("choose a larger tikhonov"))))
        .identity(solution);
  }

  private static Operand<TFloat64> symmetric(Ops tf, Operand<TFloat64> matrix) {
    Operand<TInt32> order =
        matrix.shape().numDimensions() == 2
            ? tf.constant(new int[] {1, 0})
            : tf.constant(new int[] {0, 2, 1});
    return tf.math.mul(tf.constant(0.5), tf.math.add(matrix, tf.linalg.transpose(matrix, order)));
  }

  private static Operand<TBool> allFinite(Ops tf, Operand<TFloat64> value) {
    return tf.reduceAll(tf.math.isFinite(value), allAxes(tf, value));
  }

  private static Operand<TInt32> allAxes(Ops tf, Operand<TFloat64> value) {
    return tf.range(tf.constant(0), tf.rank(value), tf.constant(1));
  }
}
