package org.newtonlosses.graphs.path;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.op.Ops;

/**
 * A path problem of each of some examples, as arrays, with its shortest paths by an algorithm that
 * is too simple to be wrong.
 */
final class RandomProblem {

  final Grid grid;
  final Moves moves;
  final int[] starts;
  final int[] goals;
  private final boolean[][] blocked;

  /** Cells are numbered in row-major order. */
  RandomProblem(Grid grid, Moves moves, int[] starts, int[] goals, boolean[][] blocked) {
    this.grid = grid;
    this.moves = moves;
    this.starts = starts;
    this.goals = goals;
    this.blocked = blocked;
  }

  /** Draws ends and blocked cells, which may part the ends or be among them. */
  static RandomProblem of(long seed, Grid grid, Moves moves, int examples, double share) {
    Random random = new Random(seed);
    int m = grid.cells();
    boolean[][] blocked = new boolean[examples][m];
    for (boolean[] example : blocked) {
      for (int i = 0; i < m; i++) {
        example[i] = random.nextDouble() < share;
      }
    }
    return new RandomProblem(
        grid,
        moves,
        random.ints(examples, 0, m).toArray(),
        random.ints(examples, 0, m).toArray(),
        blocked);
  }

  /** As operands. */
  PathProblem of(Ops tf) {
    boolean[][][] grids = new boolean[blocked.length][grid.height()][];
    for (int b = 0; b < grids.length; b++) {
      for (int r = 0; r < grid.height(); r++) {
        grids[b][r] = Arrays.copyOfRange(blocked[b], r * grid.width(), (r + 1) * grid.width());
      }
    }
    return new PathProblem(
        moves,
        Optional.of(new PathProblem.Ends(tf.constant(places(starts)), tf.constant(places(goals)))),
        Optional.of(tf.constant(grids)));
  }

  private int[][] places(int[] cells) {
    return Arrays.stream(cells)
        .mapToObj(cell -> new int[] {cell / grid.width(), cell % grid.width()})
        .toArray(int[][]::new);
  }

  /** The zeros and ones of the shortest path of an example; zeros where there is none. */
  double[] path(int example, double[] costs) {
    boolean[] isBlocked = blocked[example];
    int start = starts[example];
    double[] distances = new double[grid.cells()];
    int[] previous = new int[grid.cells()];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    Arrays.fill(previous, -1);
    distances[start] = isBlocked[start] ? Double.POSITIVE_INFINITY : 0;
    for (int round = 0; round < grid.cells(); round++) {
      for (int from = 0; from < grid.cells(); from++) {
        for (int to = 0; to < grid.cells(); to++) {
          double distance = distances[from] + step(from, to, isBlocked) * costs[to];
          if (distance < distances[to]) {
            distances[to] = distance;
            previous[to] = from;
          }
        }
      }
    }
    double[] path = new double[grid.cells()];
    if (distances[goals[example]] < Double.POSITIVE_INFINITY) {
      for (int cell = goals[example]; cell >= 0; cell = previous[cell]) {
        path[cell] = 1;
      }
    }
    return path;
  }

  /** What the cost of the entered cell is multiplied by; ∞ where there is no step. */
  private double step(int from, int to, boolean[] isBlocked) {
    int w = grid.width();
    int rows = Math.abs(from / w - to / w);
    int columns = Math.abs(from % w - to % w);
    boolean diagonal = rows == 1 && columns == 1;
    boolean straight = rows + columns == 1;
    boolean cuts =
        diagonal && (isBlocked[from / w * w + to % w] || isBlocked[to / w * w + from % w]);
    if (isBlocked[from]
        || isBlocked[to]
        || !(straight || (diagonal && moves.neighbours() == 8))
        || (cuts && !moves.cutsCorners())) {
      return Double.POSITIVE_INFINITY;
    }
    return diagonal && moves.stepCost() == Moves.StepCost.ENTERING ? Math.sqrt(2) : 1;
  }
}
