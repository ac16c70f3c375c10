package org.newtonlosses.training.task.paths;

import java.util.List;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathExtras;
import org.newtonlosses.graphs.model.PathInputs;
import org.newtonlosses.graphs.path.Moves;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Values;

/** How one moves over a grid, as parameters of the task and of exports. */
public final class PathMoves {
  private static final Param<Integer> NEIGHBOURS =
      Param.integer("neighbours", 8).atLeast(4).label("4|8").help("of a cell: 4, or 8");
  private static final Param<GridMoves.StepCost> STEP_COST =
      Param.oneOf("step-cost", GridMoves.StepCost.CELL)
          .help("a path costs the sum of its cells, or what is entered, diagonally times sqrt(2)");
  private static final Param<String> CORNERS =
      Param.oneOf("corners", "cut", "keep").help("whether diagonal steps may pass blocked cells");

  private PathMoves() {}

  /** The parameters. */
  public static List<Entry<?>> params() {
    return List.of(NEIGHBOURS, STEP_COST, CORNERS);
  }

  /**
   * The moves, for data.
   *
   * @throws IllegalArgumentException if there are other neighbours than 4 or 8
   */
  public static GridMoves of(Values values) {
    return new GridMoves(
        values.get(NEIGHBOURS), values.get(STEP_COST), values.get(CORNERS).equals("cut"));
  }

  /** The moves, for graphs. */
  public static Moves graph(GridMoves moves) {
    return new Moves(
        moves.neighbours(),
        moves.stepCost() == GridMoves.StepCost.ENTERING
            ? Moves.StepCost.ENTERING
            : Moves.StepCost.CELL,
        moves.cutsCorners());
  }

  /** What a model of maps takes beside them. */
  static PathInputs inputs(GridMoves moves, PathExtras extras) {
    return new PathInputs(graph(moves), extras.ends(), extras.blocked());
  }
}
