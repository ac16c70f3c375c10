package org.newtonlosses.graphs.path;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The traceback of the relaxed Bellman-Ford algorithm.
 *
 * @param visited the visited maps after each step, [m, B]
 */
record RelaxedTraceback<T extends TNumber>(List<Operand<T>> visited) {

  /**
   * Moves a unit of mass from the last cell.
   *
   * @param tf builds the nodes
   * @param weights how much of its mass a cell gives to each neighbour, [m, 8, B]
   * @param conorm merges the mass into the visited map
   */
  static <T extends TNumber> RelaxedTraceback<T> of(
      Ops tf, Operand<T> weights, Grid grid, TConorm conorm, int steps) {
    Class<T> type = weights.type();
    int m = grid.cells();
    Neighbours neighbours = new Neighbours(grid);
    // What a cell gets is gathered from its neighbours; outside the grid there is no mass.
    Operand<T> shares = neighbours.swap(tf, weights);
    Operand<TInt32> rows = neighbours.rows(tf, cell -> cell, m);
    Operand<TInt32> shape = tf.shape(tf.sum(tf.stopGradient(weights), tf.constant(1)));
    Operand<T> outside = Rows.of(tf, type, shape, 0);
    Operand<TInt32> around = tf.constant(1);

    double[] goal = new double[m];
    goal[m - 1] = 1;
    Operand<T> mass = Rows.of(tf, type, shape, goal);
    List<Operand<T>> visited = new ArrayList<>(List.of(mass));
    while (visited.size() < steps) {
      Operand<T> given = tf.gatherNd(tf.concat(List.of(mass, outside), tf.constant(0)), rows);
      mass = tf.sum(tf.math.mul(given, shares), around);
      Operand<T> before = visited.get(visited.size() - 1);
      visited.add(conorm.call(tf, before, mass));
    }
    return new RelaxedTraceback<>(visited);
  }

  /** The map after all steps. */
  Operand<T> last() {
    return visited.get(visited.size() - 1);
  }

  /**
   * The map at the end of a loop that goes on while the first cell is not visited, with the
   * probability σ(β (1 − visited)).
   */
  Operand<T> whileStartUnvisited(Ops tf, double beta) {
    Class<T> type = last().type();
    Operand<T> steepness = tf.constant(type, beta);
    Operand<TInt32> start = tf.constant(new int[][] {{0}});
    // The probability of coming to each map; before the first one nothing is visited.
    Operand<T> first = tf.gatherNd(visited.get(0), start);
    Operand<T> probability =
        tf.broadcastTo(tf.math.sigmoid(steepness), tf.shape(tf.stopGradient(first)));
    List<Operand<T>> ends = new ArrayList<>();
    for (Operand<T> map : visited.subList(0, visited.size() - 1)) {
      Operand<T> unvisited = tf.math.sub(tf.constant(type, 1), tf.gatherNd(map, start));
      Operand<T> further =
          tf.math.mul(probability, tf.math.sigmoid(tf.math.mul(steepness, unvisited)));
      ends.add(tf.math.sub(probability, further));
      probability = further;
    }
    ends.add(probability);
    return tf.sum(tf.math.mul(tf.stack(visited), tf.stack(ends)), tf.constant(0));
  }
}
