package org.newtonlosses.data.maps;

import static com.google.common.base.Preconditions.checkArgument;

import org.newtonlosses.data.CounterRandom;

/**
 * Terrain maps that are drawn whenever they are asked for: no memory is needed, whatever their
 * number, and a map takes a fraction of a millisecond.
 *
 * <p>Map i depends only on the key, the settings and i. A blocked cell costs as much as the dearest
 * terrain, which means nothing.
 */
final class GeneratedMaps implements PathSet {
  private static final double BLOCKED_COST = Terrain.ROCK.cost();

  private final TerrainSettings settings;
  private final PathShape shape;
  private final long size;
  private final long key;
  private final TerrainPainter painter = new TerrainPainter();

  /**
   * Describes maps.
   *
   * @param size how many, at least 1
   * @param settings what they are like
   * @param key other keys give other maps
   * @throws IllegalArgumentException if there is no map
   */
  GeneratedMaps(long size, TerrainSettings settings, long key) {
    checkArgument(size >= 1, "%s maps, at least 1 is allowed", size);
    this.settings = settings;
    this.shape =
        new PathShape(
            Math.multiplyExact(settings.height(), TerrainPainter.TILE),
            Math.multiplyExact(settings.width(), TerrainPainter.TILE),
            settings.height(),
            settings.width(),
            settings.extras());
    this.size = size;
    this.key = key;
  }

  @Override
  public PathShape shape() {
    return shape;
  }

  @Override
  public GridMoves moves() {
    return settings.moves();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void fill(long index, PathBatch batch, int slot) {
    checkArgument(index >= 0 && index < size, "map %s of %s", index, size);
    Drawn map = draw(index);
    GridProblem problem = map.problem();
    painter.paint(
        map.layout(),
        problem,
        CounterRandom.of(key, index),
        batch.images(),
        slot * shape.imageBytes());
    int cells = shape.cells();
    int first = slot * cells;
    for (int cell = 0; cell < cells; cell++) {
      batch.costs()[first + cell] =
          (float) (problem.isFree(cell) ? problem.costs()[cell] : BLOCKED_COST);
    }
    System.arraycopy(map.path().cells(), 0, batch.paths(), first, cells);
    if (shape.extras().ends()) {
      place(problem.start(), batch.starts(), slot);
      place(problem.goal(), batch.goals(), slot);
    }
    if (shape.extras().blocked()) {
      System.arraycopy(problem.blocked(), 0, batch.blocked(), first, cells);
    }
    if (shape.extras().diagonals()) {
      System.arraycopy(map.path().diagonals(), 0, batch.diagonals(), first, cells);
    }
  }

  /** A map before it is painted. */
  private record Drawn(TerrainLayout layout, GridProblem problem, GridPath path) {}

  private Drawn draw(long index) {
    long mapKey = CounterRandom.of(key, index).key();
    TerrainLayout layout = new TerrainLayout(shape.height(), shape.width(), mapKey);
    double[] costs = new double[shape.cells()];
    for (int cell = 0; cell < costs.length; cell++) {
      costs[cell] = layout.at(cell / shape.width(), cell % shape.width()).cost();
    }
    GridProblem problem = TerrainProblem.draw(settings, costs, mapKey);
    if (settings.unique()) {
      UniquePath.make(layout, problem);
    }
    return new Drawn(layout, problem, GridDijkstra.solve(problem).orElseThrow().path());
  }

  private void place(int cell, int[] ends, int slot) {
    ends[2 * slot] = cell / shape.width();
    ends[2 * slot + 1] = cell % shape.width();
  }
}
