package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.SecondDerivatives;
import org.newtonlosses.graphs.newton.SecondOrder;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * A loss that is known not to depend on the costs of blocked cells: estimates of its derivatives
 * with respect to them, which are 0 in the mean, become 0.
 *
 * @param loss ℓ of costs [B, m]
 * @param blocked [B, m]
 */
record FreeCells<T extends TNumber>(Loss<T> loss, Operand<TBool> blocked) implements Loss<T> {

  /**
   * The loss of a problem, itself if no cells are blocked.
   *
   * @param tf builds the nodes
   */
  static <T extends TNumber> Loss<T> of(Ops tf, Grid grid, PathProblem problem, Loss<T> loss) {
    return problem
        .blocked()
        .<Loss<T>>map(
            blocked -> new FreeCells<>(loss, tf.reshape(blocked, tf.array(-1, grid.cells()))))
        .orElse(loss);
  }

  @Override
  public SecondOrder secondOrder(int m) {
    return loss.secondOrder(m);
  }

  @Override
  public Expansion<T> expand(Ops tf, Operand<T> predictions) {
    Expansion<T> all = loss.expand(tf, predictions);
    Optional<SecondDerivatives<T>> second =
        all.second()
            .map(
                derivatives ->
                    SecondDerivatives.ofMatrices(
                        predictions, ops -> free(ops, derivatives.matrices(ops))));
    return new Expansion<>(all.loss(), zeroWhere(tf, blocked, all.gradient()), second);
  }

  private Operand<T> free(Ops tf, Operand<T> hessians) {
    Operand<TBool> either =
        tf.math.logicalOr(
            tf.expandDims(blocked, tf.constant(1)), tf.expandDims(blocked, tf.constant(2)));
    return zeroWhere(tf, either, hessians);
  }

  private static <T extends TNumber> Operand<T> zeroWhere(
      Ops tf, Operand<TBool> condition, Operand<T> values) {
    return tf.select(condition, tf.constant(values.type(), 0), values);
  }
}
