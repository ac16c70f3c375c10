package org.newtonlosses.graphs.path;

import java.util.Objects;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;

/**
 * Between which cells shortest paths are sought, and over which. Only costs are missing.
 *
 * <p>Where no path leads from the start to the goal, since blocked cells part them or one of them
 * is blocked, the path is empty: no cell is on it. It costs ∞.
 *
 * <pre>{@code
 * PathProblem.CORNERS.plain(); // → true
 * Operand<TInt32> first = tf.constant(new int[][] {{0, 0}});
 * Operand<TInt32> last = tf.constant(new int[][] {{2, 1}});
 * PathProblem.between(first, last).plain(); // → false
 * }</pre>
 *
 * @param moves how one moves, and what it costs
 * @param ends start and goal of each example; absent: the first and the last cell
 * @param blocked cells that no path enters, [B, h, w]; absent: none
 */
public record PathProblem(Moves moves, Optional<Ends> ends, Optional<Operand<TBool>> blocked) {

  /** From the first to the last cell over 8 neighbours, at the sum of the costs of all cells. */
  public static final PathProblem CORNERS =
      new PathProblem(Moves.PLAIN, Optional.empty(), Optional.empty());

  /**
   * Where paths begin and end. They may be the same cell. Runs fail where one is outside the grid.
   *
   * @param start row and column, each from 0, [B, 2]
   * @param goal row and column, [B, 2]
   */
  public record Ends(Operand<TInt32> start, Operand<TInt32> goal) {}

  /** Checks that nothing is missing. */
  public PathProblem {
    Objects.requireNonNull(moves, "moves");
    Objects.requireNonNull(ends, "ends");
    Objects.requireNonNull(blocked, "blocked");
  }

  /** Between any cells, over 8 neighbours, at the sum of the costs of all cells. */
  public static PathProblem between(Operand<TInt32> start, Operand<TInt32> goal) {
    return new PathProblem(Moves.PLAIN, Optional.of(new Ends(start, goal)), Optional.empty());
  }

  /** Whether it is {@link #CORNERS}. */
  public boolean plain() {
    return moves.plain() && ends.isEmpty() && blocked.isEmpty();
  }
}
