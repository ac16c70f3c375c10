package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The traceback of the relaxed Bellman-Ford algorithm.
 *
 * @param visited the visited maps after each step, [m, B]
 * @param start 1 in the start of each example, else 0, [m, B]; absent: the first cell
 */
record RelaxedTraceback<T extends TNumber>(List<Operand<T>> visited, Optional<Operand<T>> start) {

  /**
   * Moves a unit of mass from the last cell to the first, and on.
   *
   * @param tf builds the nodes
   * @param weights how much of its mass a cell gives to each neighbour, [m, K, B]
   * @param conorm merges the mass into the visited map
   */
  static <T extends TNumber> RelaxedTraceback<T> plain(
      Ops tf, Operand<T> weights, Neighbours neighbours, TConorm conorm, int steps) {
    double[] goal = new double[neighbours.grid().cells()];
    goal[goal.length - 1] = 1;
    Operand<TInt32> shape = shape(tf, weights);
    Operand<T> mass = Rows.of(tf, weights.type(), shape, goal);
    return new RelaxedTraceback<>(
        move(tf, weights, neighbours, mass, shape, conorm, steps), Optional.empty());
  }

  /**
   * Moves mass until it is at the start, where it stays.
   *
   * @param tf builds the nodes
   * @param weights how much of its mass a cell gives to each neighbour, [m, K, B]
   * @param start 1 in the start of each example, else 0, [m, B]
   * @param mass at first, [m, B]
   * @param conorm merges the mass into the visited map
   */
  static <T extends TNumber> RelaxedTraceback<T> of(
      Ops tf,
      Operand<T> weights,
      Neighbours neighbours,
      Operand<T> start,
      Operand<T> mass,
      TConorm conorm,
      int steps) {
    Operand<T> others = tf.math.sub(tf.constant(start.type(), 1), start);
    Operand<T> given = tf.math.mul(weights, tf.expandDims(others, tf.constant(1)));
    return new RelaxedTraceback<>(
        move(tf, given, neighbours, mass, shape(tf, weights), conorm, steps), Optional.of(start));
  }

  private static <T extends TNumber> Operand<TInt32> shape(Ops tf, Operand<T> weights) {
    return tf.shape(tf.sum(tf.stopGradient(weights), tf.constant(1)));
  }

  private static <T extends TNumber> List<Operand<T>> move(
      Ops tf,
      Operand<T> weights,
      Neighbours neighbours,
      Operand<T> goal,
      Operand<TInt32> shape,
      TConorm conorm,
      int steps) {
    // What a cell gets is gathered from its neighbours; outside the grid there is no mass.
    Operand<T> shares = neighbours.swap(tf, weights);
    Operand<TInt32> rows = neighbours.rows(tf, cell -> cell, neighbours.grid().cells());
    Operand<T> outside = Rows.of(tf, weights.type(), shape, 0);
    Operand<TInt32> around = tf.constant(1);
    Operand<T> mass = goal;
    List<Operand<T>> visited = new ArrayList<>(List.of(mass));
    while (visited.size() < steps) {
      Operand<T> given = tf.gatherNd(tf.concat(List.of(mass, outside), tf.constant(0)), rows);
      mass = tf.sum(tf.math.mul(given, shares), around);
      Operand<T> before = visited.get(visited.size() - 1);
      visited.add(conorm.call(tf, before, mass));
    }
    return visited;
  }

  /** The map after all steps. */
  Operand<T> last() {
    return visited.get(visited.size() - 1);
  }

  /**
   * The map at the end of a loop that goes on while the start is not visited, with the probability
   * σ(β (1 − visited)).
   */
  Operand<T> whileStartUnvisited(Ops tf, double beta) {
    Class<T> type = last().type();
    Operand<T> steepness = tf.constant(type, beta);
    UnaryOperator<Operand<T>> atStart = atStart(tf);
    // The probability of coming to each map; before the first one nothing is visited.
    Operand<T> first = atStart.apply(visited.get(0));
    Operand<T> probability =
        tf.broadcastTo(tf.math.sigmoid(steepness), tf.shape(tf.stopGradient(first)));
    List<Operand<T>> ends = new ArrayList<>();
    for (Operand<T> map : visited.subList(0, visited.size() - 1)) {
      Operand<T> unvisited = tf.math.sub(tf.constant(type, 1), atStart.apply(map));
      Operand<T> further =
          tf.math.mul(probability, tf.math.sigmoid(tf.math.mul(steepness, unvisited)));
      ends.add(tf.math.sub(probability, further));
      probability = further;
    }
    ends.add(probability);
    return tf.sum(tf.math.mul(tf.stack(visited), tf.stack(ends)), tf.constant(0));
  }

  /** What a map holds at the start of each example, [1, B]. */
  private UnaryOperator<Operand<T>> atStart(Ops tf) {
    if (start.isPresent()) {
      Operand<TInt32> cells = tf.constant(0);
      return map -> tf.sum(tf.math.mul(map, start.get()), cells, Sum.keepDims(true));
    }
    Operand<TInt32> first = tf.constant(new int[][] {{0}});
    return map -> tf.gatherNd(map, first);
  }
}
