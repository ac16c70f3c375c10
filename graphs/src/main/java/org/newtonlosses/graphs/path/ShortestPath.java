package org.newtonlosses.graphs.path;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The exact shortest path from the first to the last cell of a grid.
 *
 * @param path zeros and ones, [B, h, w]; both ends are ones
 * @param pathCost the sum of the costs on the path, [B]
 */
@SuppressWarnings("DoNotCallSuggester")
public record ShortestPath<T extends TNumber>(Operand<T> path, Operand<T> pathCost) {

  /**
   * Solves each grid.
   *
   * @param tf builds the nodes
   * @param costs vertex costs, [B, h, w] with h and w known when the graph is built; positive and
   *     finite
   */
  public static <T extends TNumber> ShortestPath<T> of(Ops tf, Operand<T> costs) {
    throw new UnsupportedOperationException();
  }
}
