package org.newtonlosses.training.cli.data;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.newtonlosses.data.maps.GridMoves;
import picocli.CommandLine.Option;

/** The options of how one moves over maps. */
final class MovesMixin {
  private static final Map<String, Boolean> CORNERS = ImmutableMap.of("cut", true, "keep", false);

  @Option(
      names = "--neighbours",
      paramLabel = "4|8",
      defaultValue = "8",
      description = "neighbours of a cell, 4, or 8 with the diagonal ones")
  private int neighbours;

  @Option(
      names = "--step-cost",
      paramLabel = "cell|entering",
      defaultValue = "cell",
      description =
          "a path costs the sum of its cells, or that of what is entered, diagonally times sqrt(2)")
  private String stepCost;

  @Option(
      names = "--corners",
      paramLabel = "cut|keep",
      defaultValue = "cut",
      description = "whether diagonal steps may pass blocked cells")
  private String corners;

  /**
   * Returns the moves.
   *
   * @throws IllegalArgumentException if an option has another value; the message names it
   */
  GridMoves moves() {
    return new GridMoves(
        neighbours,
        Words.choose("step-cost", stepCost, Words.of(GridMoves.StepCost.values())),
        Words.choose("corners", corners, CORNERS));
  }
}
