package org.newtonlosses.graphs.path;

import java.util.Objects;

/**
 * How one moves over a grid, and what it costs.
 *
 * <pre>{@code
 * Moves octile = new Moves(8, Moves.StepCost.ENTERING, false);
 * octile.plain(); // → false
 * Moves.PLAIN.neighbours(); // → 8
 * }</pre>
 *
 * @param neighbours 4, or 8 with the diagonal ones
 * @param stepCost what a path costs
 * @param cutsCorners whether a diagonal step may pass a blocked cell: if not, both cells that it
 *     passes between must be free, as in the benchmarks of Moving AI
 */
public record Moves(int neighbours, StepCost stepCost, boolean cutsCorners) {

  /** 8 neighbours, cost per cell: the task of the Warcraft maps. */
  public static final Moves PLAIN = new Moves(8, StepCost.CELL, true);

  /** What a path costs. */
  public enum StepCost {
    /** The sum of the costs of its cells, both ends included. */
    CELL,

    /**
     * The sum over its steps of the cost of the cell that is entered, times the length of the step:
     * 1, diagonally √2. The start is not counted.
     */
    ENTERING
  }

  /** Checks that there are 4 or 8 neighbours; throws {@link IllegalArgumentException} if not. */
  public Moves {
    Objects.requireNonNull(stepCost, "stepCost");
    if (neighbours != 4 && neighbours != 8) {
      throw new IllegalArgumentException("neighbours must be 4 or 8, found " + neighbours);
    }
  }

  /** Whether a path costs the sum of its cells' costs over 8 neighbours, blocked cells aside. */
  public boolean plain() {
    return equals(PLAIN);
  }

  /** Whether it depends on the step, not on the cell alone, what entering a cell costs. */
  boolean lengthsDiffer() {
    return neighbours == 8 && stepCost == StepCost.ENTERING;
  }
}
