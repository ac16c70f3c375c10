package org.newtonlosses.graphs.smooth;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Expansion;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.SecondOrder;
import org.newtonlosses.graphs.parameter.Predictions;
import org.newtonlosses.graphs.parameter.Ranges;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Blackbox interpolation: the loss ℓ(y) = L(A(y), target) of a solver with the gradient of a
 * piecewise linear interpolation of it. For a solver that minimises ⟨y, x⟩,
 *
 * <pre>
 * v    = ∇L(A(y))
 * ∇ℓ   = (A(y + λv) − A(y)) / λ
 * </pre>
 *
 * and for one that maximises (A(y) − A(y − λv)) / λ. The solver runs twice. There is no Hessian.
 *
 * <pre>{@code
 * BlackBox<TFloat64> smallest =
 *     (tf, x) ->
 *         tf.oneHot(
 *             tf.math.argMin(x, tf.constant(1)),
 *             tf.constant(3),
 *             tf.constant(1.0),
 *             tf.constant(0.0));
 * Operand<TFloat64> costs = tf.constant(new double[][] {{1, 1.1, 5}});
 * Operand<TFloat64> target = tf.constant(new double[][] {{0, 1, 0}});
 * BlackboxInterpolation<TFloat64> loss =
 *     new BlackboxInterpolation<>(
 *         smallest,
 *         Objective.MINIMISE,
 *         (tf, a, q) -> tf.sum(tf.math.squaredDifference(a, q), tf.constant(1)),
 *         target,
 *         0.05);
 * loss.expand(tf, costs).loss(); // → [2]
 * loss.expand(tf, costs).gradient(); // → [[-20, 20, 0]]
 * }</pre>
 *
 * <p>Source: Vlastelica, Paulus, Musil, Martius, Rolínek, Differentiation of Blackbox Combinatorial
 * Solvers, ICLR 2020, algorithm 1.
 *
 * @param solver A, with solutions of the size of its inputs, k = m
 * @param objective whether the solver minimises or maximises
 * @param loss L, differentiable with respect to the solution
 * @param target what A should put out, [B, m]
 * @param lambda λ &gt; 0: how far the inputs are moved; the larger, the smoother
 */
public record BlackboxInterpolation<T extends TNumber>(
    BlackBox<T> solver, Objective objective, OutputLoss<T> loss, Operand<T> target, double lambda)
    implements Loss<T> {

  /** Checks λ; throws {@link IllegalArgumentException} if it is not positive and finite. */
  public BlackboxInterpolation {
    Ranges.requirePositive("lambda", lambda);
  }

  @Override
  public SecondOrder secondOrder(int m) {
    return new SecondOrder.Unavailable("blackbox interpolation has no second derivative");
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if predictions, target or what solver and loss return have
   *     other shapes, or the loss cannot be differentiated
   */
  @Override
  public Expansion<T> expand(Ops tf, Operand<T> predictions) {
    Predictions.width(predictions.shape());
    Operand<T> solution = Evaluation.solutions(tf, solver, predictions, target);
    Operand<T> losses = Evaluation.losses(tf, loss, solution, target);
    Operand<T> cotangent = Evaluation.cotangent(tf, losses, solution);
    // Towards a smaller loss in the sense of the solver: −θ is what it minimises.
    Operand<T> step = tf.constant(predictions.type(), -objective.sign() * lambda);
    Operand<T> moved = tf.math.add(predictions, tf.math.mul(step, cotangent));
    Operand<T> other = Evaluation.solutions(tf, solver, moved, target);
    return new Expansion<>(
        losses, tf.math.div(tf.math.sub(other, solution), step), Optional.empty());
  }
}
