package org.newtonlosses.graphs.sort;

import java.util.List;
import java.util.Optional;
import org.newtonlosses.graphs.newton.DifferentiableLoss;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.SecondDerivatives;
import org.newtonlosses.graphs.newton.SecondOrder;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A ranking loss of a relaxed sort whose rows are softmaxes, with gradient and Hessian in closed
 * form: in the order of the scores the likeliest entry of each row is on the diagonal, which leaves
 * half of the work of differentiating the general formulas.
 *
 * @param maker of the logits of sorted scores
 * @param binary whether it is the binary cross-entropy, else the cross-entropy
 * @param order the items by true value, the largest first, [B, n]
 */
record SoftmaxRankingLoss<T extends TNumber>(
    SortedLogits.Maker maker, boolean binary, Operand<TInt32> order)
    implements DifferentiableLoss<T> {

  /** The loss, if it is one of the two. */
  static <T extends TNumber, V extends TNumber> Optional<Loss<T>> of(
      Ops tf, SortedLogits.Maker maker, RankingLoss loss, Operand<V> values) {
    if (!(loss instanceof BinaryCrossEntropy || loss instanceof CrossEntropy)) {
      return Optional.empty();
    }
    Scores.items("values", values.shape());
    return Optional.of(
        new SoftmaxRankingLoss<>(
            maker, loss instanceof BinaryCrossEntropy, Order.descending(tf, values)));
  }

  @Override
  public boolean examplesAreIndependent() {
    return true;
  }

  @Override
  public Operand<T> call(Ops tf, Operand<T> scores) {
    return sorted(tf, scores).slopes().loss();
  }

  @Override
  public Expansion<T> expand(Ops tf, Operand<T> scores) {
    Sorted<T> sorted = sorted(tf, scores);
    Operand<T> gradient =
        Order.gather(tf, sorted.logits().gradient(tf, sorted.slopes()), sorted.places());
    return new Expansion<>(sorted.slopes().loss(), gradient, Optional.of(second(gradient, scores)));
  }

  @Override
  public SecondOrder secondOrder(int m) {
    return new SecondOrder.Available("products of m by m matrices for each example");
  }

  /** Hessians in closed form; their products with vectors from the gradient's derivative. */
  private SecondDerivatives<T> second(Operand<T> gradient, Operand<T> scores) {
    return SecondDerivatives.ofMatrices(scores, tf -> hessian(tf, scores))
        .withProducts(SecondDerivatives.ofGradient(gradient, scores)::product);
  }

  /** In float64, since differences of nearly equal numbers remain of a row whose P is near 1. */
  private Operand<T> hessian(Ops tf, Operand<T> scores) {
    Sorted<TFloat64> sorted =
        new SoftmaxRankingLoss<TFloat64>(maker, binary, order)
            .sorted(tf, tf.dtypes.cast(scores, TFloat64.class));
    RowCurvature curvature =
        binary
            ? SoftmaxRows.ofBinaryCrossEntropy(sorted.rows())
            : SoftmaxRows.ofCrossEntropy(sorted.rows());
    Operand<TFloat64> hessian = sorted.logits().hessian(tf, sorted.slopes(), curvature);
    Operand<TFloat64> rows = Order.gather(tf, hessian, sorted.places());
    Operand<TFloat64> columns =
        tf.gather(rows, sorted.places(), tf.constant(2), Gather.batchDims(1L));
    return tf.dtypes.cast(columns, scores.type());
  }

  /**
   * What is known in the order of the scores.
   *
   * @param places where each item stands
   */
  private record Sorted<T extends TNumber>(
      SortedLogits<T> logits, SoftmaxRows<T> rows, RowSlopes<T> slopes, Operand<TInt32> places) {}

  private Sorted<T> sorted(Ops tf, Operand<T> scores) {
    int n = Scores.items(scores);
    if (!order.shape().isCompatibleWith(scores.shape())) {
      throw new IllegalArgumentException(
          "values must have the shape of the scores, %s, found %s"
              .formatted(scores.shape(), order.shape()));
    }
    Operand<TInt32> byScore = Order.descending(tf, tf.stopGradient(scores));
    List<Operand<TInt32>> inverses = Order.inverses(tf, List.of(byScore, order));
    Operand<TInt32> places = inverses.get(0);
    Operand<TInt32> target = Order.gather(tf, places, order);
    Operand<TInt32> row = Order.gather(tf, inverses.get(1), byScore);
    SortedLogits<T> logits = maker.of(tf, Order.gather(tf, scores, byScore));
    SoftmaxRows<T> rows = new SoftmaxRows<>(tf, logits, target, row, n);
    return new Sorted<>(
        logits, rows, binary ? rows.binaryCrossEntropy() : rows.crossEntropy(), places);
  }
}
