package org.newtonlosses.graphs.rank;

import java.util.function.Function;
import org.newtonlosses.graphs.newton.SecondDerivatives;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Hessians of losses that see differences of scores alone, as Laplacians of graphs with the items
 * for nodes: H = diag(A 1) − A, where A is how strongly two items are tied. So rounding leaves the
 * sums of rows at 0, and nothing is subtracted from 1.
 */
final class Laplacian {

  private Laplacian() {}

  /**
   * Makes it.
   *
   * @param scores [B, m]
   * @param edges builds A, [B, m, m], symmetric and not negative; its diagonal is not looked at
   */
  static <T extends TNumber> SecondDerivatives<T> of(
      Operand<T> scores, Function<Ops, Operand<T>> edges) {
    return SecondDerivatives.ofMatrices(scores, tf -> matrix(tf, edges.apply(tf), scores))
        .withProducts((tf, directions) -> product(tf, edges.apply(tf), directions));
  }

  private static <T extends TNumber> Operand<T> product(
      Ops tf, Operand<T> edges, Operand<T> directions) {
    Operand<T> differences =
        tf.math.sub(Grades.rows(tf, directions), Grades.columns(tf, directions));
    return tf.sum(tf.math.mul(edges, differences), tf.constant(2));
  }

  private static <T extends TNumber> Operand<T> matrix(
      Ops tf, Operand<T> edges, Operand<T> scores) {
    Operand<T> none = tf.zerosLike(scores);
    Operand<T> others = tf.linalg.matrixSetDiag(edges, none, tf.constant(0));
    return tf.linalg.matrixSetDiag(
        tf.math.neg(others), tf.sum(others, tf.constant(2)), tf.constant(0));
  }
}
