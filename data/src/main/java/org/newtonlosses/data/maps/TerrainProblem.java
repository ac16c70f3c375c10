package org.newtonlosses.data.maps;

import java.util.Arrays;
import org.newtonlosses.data.CounterRandom;

/** Draws where the path of a generated map begins and ends, and which cells are blocked. */
final class TerrainProblem {
  private static final int ENDS_STREAM = 3;

  /** And those after it, one for each draw. */
  private static final int OBSTACLES_STREAM = 10;

  private static final int OBSTACLE_RADIUS = 1;
  private static final int DRAWS = 20;

  /** Of blocked cells: as a way through them is sought, each counts as so many free ones. */
  private static final double BREAKTHROUGH = 100;

  private final TerrainSettings settings;
  private final double[] costs;
  private final long key;
  private final int start;
  private final int goal;

  private TerrainProblem(TerrainSettings settings, double[] costs, long key) {
    this.settings = settings;
    this.costs = costs;
    this.key = key;
    if (settings.ends() == TerrainSettings.Ends.CORNERS) {
      start = 0;
      goal = costs.length - 1;
    } else {
      CounterRandom random = CounterRandom.of(key, ENDS_STREAM);
      start = random.below(0, costs.length);
      goal = farFrom(start, random);
    }
  }

  /**
   * Draws a problem that has a path.
   *
   * @param settings of the maps
   * @param costs of the cells
   * @param key of the map
   */
  static GridProblem draw(TerrainSettings settings, double[] costs, long key) {
    TerrainProblem map = new TerrainProblem(settings, costs, key);
    byte[] blocked = new byte[0];
    for (int draw = 0; draw < DRAWS; draw++) {
      blocked = map.obstacles(draw);
      GridProblem problem = map.with(costs, blocked, settings.moves());
      if (GridDijkstra.solve(problem).isPresent()) {
        return problem;
      }
    }
    map.clear(blocked);
    return map.with(costs, blocked, settings.moves());
  }

  private GridProblem with(double[] cellCosts, byte[] blocked, GridMoves moves) {
    return new GridProblem(
        settings.height(), settings.width(), cellCosts, blocked, start, goal, moves);
  }

  /** Each cell that is far enough is as likely. */
  private int farFrom(int cell, CounterRandom random) {
    int width = settings.width();
    int far = Math.max(settings.height(), width) / 2;
    int[] cells = new int[costs.length];
    int count = 0;
    for (int other = 0; other < cells.length; other++) {
      int down = Math.abs(other / width - cell / width);
      int right = Math.abs(other % width - cell % width);
      if (Math.max(down, right) >= far) {
        cells[count++] = other;
      }
    }
    return cells[random.below(1, count)];
  }

  /** Blocks the cells where a smooth field is highest, but neither start nor goal. */
  private byte[] obstacles(int draw) {
    // No more than there are cells between start and goal.
    int count = Math.min((int) Math.round(settings.obstacles() * costs.length), costs.length - 2);
    if (settings.obstacles() == 0) {
      return new byte[0];
    }
    byte[] blocked = new byte[costs.length];
    if (count <= 0) {
      return blocked;
    }
    float[] field =
        SmoothNoise.patch(
            CounterRandom.of(key, OBSTACLES_STREAM + draw),
            settings.height(),
            settings.width(),
            OBSTACLE_RADIUS);
    field[start] = Float.NEGATIVE_INFINITY;
    field[goal] = Float.NEGATIVE_INFINITY;
    float[] sorted = field.clone();
    Arrays.sort(sorted);
    float threshold = sorted[sorted.length - count];
    for (int cell = 0; cell < blocked.length; cell++) {
      blocked[cell] = (byte) (field[cell] >= threshold ? 1 : 0);
    }
    return blocked;
  }

  /** Frees the cells of a way through few blocked cells, by straight steps. */
  private void clear(byte[] blocked) {
    double[] effort = new double[costs.length];
    for (int cell = 0; cell < effort.length; cell++) {
      effort[cell] = blocked[cell] != 0 ? BREAKTHROUGH : 1;
    }
    GridMoves straight = new GridMoves(4, GridMoves.StepCost.CELL, false);
    for (int cell :
        GridDijkstra.solve(with(effort, new byte[0], straight)).orElseThrow().path().order()) {
      blocked[cell] = 0;
    }
  }
}
