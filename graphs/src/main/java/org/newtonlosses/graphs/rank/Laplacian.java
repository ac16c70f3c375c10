package org.newtonlosses.graphs.rank;

import java.util.function.Function;
import org.newtonlosses.graphs.newton.SecondDerivatives;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Hessians of losses that see differences of scores alone, as Laplacians of graphs with the items
 * for nodes: H = diag(A 1) − A, where A is how strongly two items are tied. So rounding leaves the
 * sums of rows at 0, and nothing is subtracted from 1.
 *
 * @param scores [B, m]
 * @param edges builds A, [B, m, m], symmetric and not negative; its diagonal is not looked at
 */
record Laplacian<T extends TNumber>(Operand<T> scores, Function<Ops, Operand<T>> edges)
    implements SecondDerivatives<T> {

  @Override
  public Operand<T> matrices(Ops tf) {
    return closed().matrices(tf);
  }

  @Override
  public Operand<TFloat64> mean(Ops tf) {
    return closed().mean(tf);
  }

  @Override
  public Operand<T> product(Ops tf, Operand<T> directions) {
    Operand<T> differences =
        tf.math.sub(Grades.rows(tf, directions), Grades.columns(tf, directions));
    return tf.sum(tf.math.mul(edges.apply(tf), differences), tf.constant(2));
  }

  private SecondDerivatives<T> closed() {
    return SecondDerivatives.ofMatrices(scores, this::matrix);
  }

  private Operand<T> matrix(Ops tf) {
    Operand<T> all = edges.apply(tf);
    Operand<T> none = tf.zerosLike(scores);
    Operand<T> others = tf.linalg.matrixSetDiag(all, none, tf.constant(0));
    return tf.linalg.matrixSetDiag(
        tf.math.neg(others), tf.sum(others, tf.constant(2)), tf.constant(0));
  }
}
