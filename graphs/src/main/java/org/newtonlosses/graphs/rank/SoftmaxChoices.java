package org.newtonlosses.graphs.rank;

import java.util.Optional;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.SecondOrder;
import org.newtonlosses.graphs.op.Select;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Σ<sub>r</sub> c<sub>r</sub> log Σ<sub>j ∈ C<sub>r</sub></sub> e<sup>s<sub>j</sub></sup> −
 * Σ<sub>i</sub> t<sub>i</sub> s<sub>i</sub> with derivatives in closed form: choices from sets
 * C<sub>r</sub> of items with probabilities Q<sub>r</sub>, the softmax of the scores over
 * C<sub>r</sub>. The gradient is Qᵀc − t and the Hessian diag(Qᵀc) − Qᵀ diag(c) Q, a {@link
 * Laplacian}.
 *
 * @param grades of the items
 * @param sets C, [B, R, m]
 * @param counts c, [B, R, 1]; 0 where a set is empty
 * @param targets t, [B, m], which sum to Σ c; 0 where there is no item
 */
record SoftmaxChoices<T extends TNumber>(
    Grades<T> grades, Operand<TBool> sets, Operand<T> counts, Operand<T> targets)
    implements DifferentiableLoss<T> {

  @Override
  public boolean examplesAreIndependent() {
    return true;
  }

  @Override
  public Operand<T> call(Ops tf, Operand<T> scores) {
    return choices(tf, scores).loss();
  }

  @Override
  public Expansion<T> expand(Ops tf, Operand<T> scores) {
    Choices<T> choices = choices(tf, scores);
    Operand<T> expected = tf.sum(tf.math.mul(counts, choices.probabilities()), tf.constant(1));
    return new Expansion<>(
        choices.loss(),
        tf.math.sub(expected, targets),
        Optional.of(Laplacian.of(scores, ops -> edges(ops, choices.probabilities()))));
  }

  @Override
  public SecondOrder secondOrder(int m) {
    return new SecondOrder.Available("a product of m by m matrices for each example");
  }

  /**
   * What is computed of scores.
   *
   * @param loss [B]
   * @param probabilities Q, [B, R, m]
   */
  private record Choices<T extends TNumber>(Operand<T> loss, Operand<T> probabilities) {}

  private Choices<T> choices(Ops tf, Operand<T> scores) {
    Operand<T> only = grades.only(scores);
    Class<T> type = scores.type();
    Operand<T> never =
        tf.math.add(tf.stopGradient(tf.zerosLike(only)), tf.constant(type, LogSumExp.NEVER));
    // The loss does not change with a common shift, and large scores would round it.
    Operand<T> largest =
        tf.max(Select.of(tf, grades.present(), only, never), tf.constant(1), Max.keepDims(true));
    Operand<T> shifted = tf.math.sub(only, tf.stopGradient(largest));
    Operand<T> logits =
        tf.select(sets, Grades.columns(tf, shifted), tf.constant(type, LogSumExp.NEVER));
    Operand<T> reached = tf.sum(tf.math.mul(targets, shifted), tf.constant(1));
    Operand<T> possible =
        tf.sum(tf.math.mul(counts, LogSumExp.of(tf, logits)), tf.constant(new int[] {1, 2}));
    return new Choices<>(tf.math.sub(possible, reached), tf.nn.softmax(logits));
  }

  /** How strongly two items compete: Qᵀ diag(c) Q, [B, m, m]. */
  private Operand<T> edges(Ops tf, Operand<T> probabilities) {
    // In float64: GPUs and mixed precision round the factors of float32 products.
    Operand<TFloat64> q = tf.dtypes.cast(probabilities, TFloat64.class);
    Operand<TFloat64> weighted = tf.math.mul(q, tf.dtypes.cast(counts, TFloat64.class));
    Operand<TFloat64> product =
        tf.train.batchMatMul(weighted, q, TFloat64.class, BatchMatMul.adjX(true));
    return tf.dtypes.cast(product, probabilities.type());
  }
}
