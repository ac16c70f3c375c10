package org.newtonlosses.graphs.path;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path over the cells of a grid, from the first to the last or of any {@link
 * PathProblem}.
 *
 * <p>The distances of all grids are settled at once, and all paths traced back at once, from the
 * goal to the neighbour that the path comes from; of several that are equally near, from the first
 * by row, then by column.
 *
 * <p>Distances are sums in the type of the costs: paths whose costs differ by less than its
 * rounding, in float32 about 10<sup>−7</sup> of the cost for each cell, count as equal. Sums of
 * multiples of 2<sup>−10</sup> up to 2<sup>14</sup>, such as the costs of the Warcraft maps, are
 * exact.
 *
 * <pre>{@code
 * Operand<TFloat64> costs = tf.constant(new double[][][] {{{1, 9, 1}, {1, 9, 1}, {1, 1, 5}}});
 * ShortestPath<TFloat64> solved = ShortestPath.of(tf, costs);
 * solved.path(); // → [[[1, 0, 0], [1, 0, 0], [0, 1, 1]]]
 * solved.pathCost(); // → [8]
 *
 * Moves octile = new Moves(8, Moves.StepCost.ENTERING, false);
 * Operand<TInt32> start = tf.constant(new int[][] {{2, 0}});
 * Operand<TInt32> goal = tf.constant(new int[][] {{0, 1}});
 * Operand<TBool> blocked =
 *     tf.constant(
 *         new boolean[][][] {{{false, false, false}, {false, true, false}, {false, false, false}}});
 * PathProblem problem =
 *     new PathProblem(
 *         octile, Optional.of(new PathProblem.Ends(start, goal)), Optional.of(blocked));
 * ShortestPath<TFloat64> around = ShortestPath.of(tf, costs, problem);
 * around.path(); // → [[[1, 1, 0], [1, 0, 0], [1, 0, 0]]]
 * around.lengths(); // → [[[1, 1, 0], [1, 0, 0], [0, 0, 0]]]
 * around.pathCost(); // → [11]
 * }</pre>
 *
 * @param path zeros and ones, [B, h, w]; both ends are ones
 * @param lengths what costs are multiplied by in the cost of the path, [B, h, w]; see {@link Route}
 * @param pathCost what the path costs, [B]; ∞ where there is none
 */
public record ShortestPath<T extends TNumber>(
    Operand<T> path, Operand<T> lengths, Operand<T> pathCost) {

  /**
   * Solves each grid. No derivative flows through it.
   *
   * <p>Costs are at least 0, and at most M / (4 h w) with M the greatest number of their type, so
   * that their sums are finite. Running the graph with others, or with NaN, fails with a message
   * that names the least and the greatest.
   *
   * @param tf builds the nodes of a graph
   * @param costs vertex costs, [B, h, w] of float32 or float64; h and w need not be known when the
   *     graph is built
   * @return for the one grid (1, 9, 9), (9, 1, 9), (9, 9, 1): path (1, 0, 0), (0, 1, 0), (0, 0, 1)
   *     and path cost 3
   * @throws IllegalArgumentException if type or shape are others, or tf does not build a graph
   */
  public static <T extends TNumber> ShortestPath<T> of(Ops tf, Operand<T> costs) {
    return of(tf, costs, PathProblem.CORNERS);
  }

  /**
   * Solves each grid of a problem. No derivative flows through it.
   *
   * <p>Where no path leads from the start to the goal, since blocked cells part them or one of them
   * is blocked, path and lengths are 0 everywhere and the path costs ∞. Where the start is the
   * goal, the path is this one cell. The costs of blocked cells are not read, and may be anything.
   * A cost too small to change the distance of a cell counts as a rounding unit of it in the
   * comparison of paths, so that costs of 0 are allowed everywhere.
   *
   * <p>Two paths whose lengths of 1 and √2 add up to the same number in another order may differ in
   * the last bit: then they are no tie.
   *
   * <p>Running the graph fails with a message where costs are out of range, see {@link #of(Ops,
   * Operand)}, where a start or goal is outside the grid, and where there is not one for each grid.
   *
   * @param tf builds the nodes of a graph
   * @param costs vertex costs, [B, h, w] of float32 or float64; h and w need not be known when the
   *     graph is built
   * @param problem between which cells paths are sought, and over which
   * @throws IllegalArgumentException if a type or shape is another, or tf does not build a graph
   */
  public static <T extends TNumber> ShortestPath<T> of(
      Ops tf, Operand<T> costs, PathProblem problem) {
    Operand<T> constants = tf.stopGradient(costs);
    return problem.plain() && !freeSize(costs.shape())
        ? plain(tf, constants)
        : general(tf, constants, problem);
  }

  private static <T extends TNumber> ShortestPath<T> plain(Ops tf, Operand<T> costs) {
    Grid grid = Grid.of(costs);
    Operand<T> checked = check(tf, costs, grid);
    Operand<T> found = Traceback.of(tf, Distances.negative(tf, checked, grid), grid);
    Operand<T> path = constant(tf, found, costs);
    return new ShortestPath<>(path, path, tf.sum(tf.math.mul(path, checked), tf.array(1, 2)));
  }

  private static boolean freeSize(Shape shape) {
    return shape.numDimensions() == 3
        && (shape.get(1) == Shape.UNKNOWN_SIZE || shape.get(2) == Shape.UNKNOWN_SIZE);
  }

  private static <T extends TNumber> ShortestPath<T> general(
      Ops tf, Operand<T> costs, PathProblem problem) {
    SolverInputs<T> inputs = SolverInputs.of(tf, costs, problem);
    Terrain<T> terrain = Terrain.of(tf, problem.moves(), inputs);
    Trace<T> trace = Trace.of(tf, terrain, TerrainDistances.negative(tf, terrain));
    Operand<T> path = constant(tf, trace.path(), costs);
    Operand<T> lengths =
        trace.lengths() == trace.path() ? path : constant(tf, trace.lengths(), costs);
    Operand<T> cost = tf.sum(tf.math.mul(lengths, inputs.costs()), tf.array(1, 2));
    Operand<T> none = tf.constant(costs.type(), Double.POSITIVE_INFINITY);
    return new ShortestPath<>(path, lengths, tf.select(trace.reached(), cost, none));
  }

  private static <T extends TNumber> Operand<T> constant(
      Ops tf, Operand<T> found, Operand<T> like) {
    return tf.ensureShape(tf.stopGradient(found), like.shape());
  }

  private static <T extends TNumber> Operand<T> check(Ops tf, Operand<T> costs, Grid grid) {
    Operand<TInt32> axes = tf.array(0, 1, 2);
    Operand<T> least = tf.min(costs, axes);
    Operand<T> greatest = tf.max(costs, axes);
    double limit = Distances.largest(costs.type()) / (4.0 * grid.cells());
    Operand<TBool> valid =
        tf.math.logicalAnd(
            tf.math.greaterEqual(least, tf.constant(costs.type(), 0)),
            tf.math.lessEqual(greatest, tf.constant(costs.type(), limit)));
    String message = "costs must be between 0 and %.4g, found from".formatted(limit);
    return tf.withControlDependencies(
            List.of(
                tf.assertThat(
                    valid, List.of(tf.constant(message), least, tf.constant("to"), greatest))))
        .identity(costs);
  }
}
