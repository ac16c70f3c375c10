package org.newtonlosses.graphs.rank;

import java.util.Optional;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.SecondOrder;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Σ<sub>ij</sub> w<sub>ij</sub> log(1 + exp(−(s<sub>i</sub> − s<sub>j</sub>))) with derivatives in
 * closed form. With σ<sub>ij</sub> = 1/(1 + exp(s<sub>i</sub> − s<sub>j</sub>)) the gradient is
 * Σ<sub>j</sub> w<sub>ji</sub> σ<sub>ji</sub> − w<sub>ij</sub> σ<sub>ij</sub>, and the Hessian the
 * {@link Laplacian} of the edges (w<sub>ij</sub> + w<sub>ji</sub>) σ<sub>ij</sub> σ<sub>ji</sub>.
 *
 * @param grades of the items
 * @param weights of the pairs
 */
record PairwiseLogistic<T extends TNumber>(Grades<T> grades, Weights weights)
    implements DifferentiableLoss<T> {

  /** How much the pairs count. */
  @FunctionalInterface
  interface Weights {

    /**
     * The weights, constants for differentiation.
     *
     * @param tf builds the nodes
     * @param grades of the items
     * @param scores [B, m], 0 where there is no item; not differentiated
     * @return w, [B, m, m], 0 or more, of the pairs in which item i is better than item j; others
     *     are not looked at
     */
    <T extends TNumber> Operand<T> of(Ops tf, Grades<T> grades, Operand<T> scores);
  }

  @Override
  public boolean examplesAreIndependent() {
    return true;
  }

  @Override
  public Operand<T> call(Ops tf, Operand<T> scores) {
    return value(tf, pairs(tf, scores));
  }

  @Override
  public Expansion<T> expand(Ops tf, Operand<T> scores) {
    Pairs<T> pairs = pairs(tf, scores);
    Operand<T> slopes = tf.math.mul(pairs.weights(), tf.math.sigmoid(pairs.behind()));
    Operand<T> gradient = tf.math.sub(sum(tf, slopes, 1), sum(tf, slopes, 2));
    return new Expansion<>(
        value(tf, pairs), gradient, Optional.of(Laplacian.of(scores, ops -> edges(ops, pairs))));
  }

  @Override
  public SecondOrder secondOrder(int m) {
    return new SecondOrder.Available("a few operations on m by m matrices for each example");
  }

  /**
   * The pairs.
   *
   * @param weights w, 0 where item i is not better than item j, [B, m, m]
   * @param behind s<sub>j</sub> − s<sub>i</sub>, [B, m, m]
   */
  private record Pairs<T extends TNumber>(Operand<T> weights, Operand<T> behind) {}

  private Pairs<T> pairs(Ops tf, Operand<T> scores) {
    Operand<T> only = grades.only(scores);
    Operand<T> all = weights.of(tf, grades, tf.stopGradient(only));
    Operand<T> better = tf.dtypes.cast(grades.better(), scores.type());
    return new Pairs<>(
        tf.stopGradient(tf.math.mul(all, better)),
        tf.math.sub(Grades.columns(tf, only), Grades.rows(tf, only)));
  }

  private Operand<T> value(Ops tf, Pairs<T> pairs) {
    Operand<T> losses = tf.math.mul(pairs.weights(), tf.math.softplus(pairs.behind()));
    return tf.sum(losses, tf.constant(new int[] {1, 2}));
  }

  private static <T extends TNumber> Operand<T> edges(Ops tf, Pairs<T> pairs) {
    Operand<T> product =
        tf.math.mul(tf.math.sigmoid(pairs.behind()), tf.math.sigmoid(tf.math.neg(pairs.behind())));
    Operand<T> ofOrder = tf.math.mul(pairs.weights(), product);
    return tf.math.add(ofOrder, tf.linalg.transpose(ofOrder, tf.array(0, 2, 1)));
  }

  private static <T extends TNumber> Operand<T> sum(Ops tf, Operand<T> pairs, int axis) {
    return tf.sum(pairs, tf.constant(axis));
  }
}
