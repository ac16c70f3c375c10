package org.newtonlosses.graphs.path;

import org.newtonlosses.graphs.smooth.BlackBox;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path as a black box on perturbed costs, which may be negative: what is less
 * than {@value #LEAST_COST} is raised to it, for the solver takes positive costs.
 *
 * @param grid h·w = m
 */
record ClampedSolver<T extends TNumber>(Grid grid) implements BlackBox<T> {

  static final double LEAST_COST = 1e-6;

  /** Costs [N, m] → paths [N, m]. */
  @Override
  public Operand<T> call(Ops tf, Operand<T> costs) {
    Operand<T> grids = grid.grids(tf, costs);
    Operand<T> positive = tf.math.maximum(grids, tf.constant(costs.type(), LEAST_COST));
    return grid.flat(tf, ShortestPath.of(tf, positive).path());
  }
}
