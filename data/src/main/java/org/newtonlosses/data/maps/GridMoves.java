package org.newtonlosses.data.maps;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How one moves over a grid, and what it costs.
 *
 * @param neighbours 4, or 8 with the diagonal ones
 * @param stepCost what a path costs
 * @param cutsCorners whether a diagonal step may pass a blocked cell: if not, both cells that it
 *     passes between must be free
 */
public record GridMoves(int neighbours, StepCost stepCost, boolean cutsCorners) {

  /** 8 neighbours, cost per cell: those of the Warcraft maps. */
  public static final GridMoves PLAIN = new GridMoves(8, StepCost.CELL, true);

  /** 8 neighbours, the length of a step times the cost of what is entered, no corner is cut. */
  public static final GridMoves OCTILE = new GridMoves(8, StepCost.ENTERING, false);

  /** Length of a diagonal step. */
  static final double DIAGONAL = Math.sqrt(2);

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
  public GridMoves {
    checkArgument(
        neighbours == 4 || neighbours == 8, "neighbours must be 4 or 8, found %s", neighbours);
  }

  /**
   * Returns whether the length of a step counts, so that a path's cost depends on which of its
   * cells are entered diagonally.
   */
  public boolean countsLengths() {
    return neighbours == 8 && stepCost == StepCost.ENTERING;
  }

  /** In words, such as for a message. */
  public String words() {
    return "%d neighbours, cost of %s%s"
        .formatted(
            neighbours,
            stepCost == StepCost.CELL ? "each cell" : "entering a cell",
            cutsCorners ? "" : ", no cut corners");
  }
}
