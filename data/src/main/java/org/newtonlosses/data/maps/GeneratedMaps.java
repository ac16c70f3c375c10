package org.newtonlosses.data.maps;

import static com.google.common.base.Preconditions.checkArgument;

import org.newtonlosses.data.CounterRandom;

/**
 * Terrain maps that are drawn whenever they are asked for: no memory is needed, whatever their
 * number, and a map takes a fraction of a millisecond.
 *
 * <p>Map i depends only on the key, the sizes and i.
 */
final class GeneratedMaps implements PathSet {
  private final PathShape shape;
  private final long size;
  private final long key;
  private final TerrainPainter painter = new TerrainPainter();

  /**
   * Describes maps.
   *
   * @param size how many, at least 1
   * @param height rows of cells, at least 1
   * @param width columns of cells, at least 1
   * @param key other keys give other maps
   * @throws IllegalArgumentException if a number is smaller
   */
  GeneratedMaps(long size, int height, int width, long key) {
    checkArgument(size >= 1, "%s maps, at least 1 is allowed", size);
    checkArgument(
        height >= 1 && width >= 1,
        "grid of %s x %s cells, at least 1 x 1 is allowed",
        height,
        width);
    this.shape =
        new PathShape(
            Math.multiplyExact(height, TerrainPainter.TILE),
            Math.multiplyExact(width, TerrainPainter.TILE),
            height,
            width);
    this.size = size;
    this.key = key;
  }

  @Override
  public PathShape shape() {
    return shape;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void fill(long index, PathBatch batch, int slot) {
    checkArgument(index >= 0 && index < size, "map %s of %s", index, size);
    CounterRandom random = CounterRandom.of(key, index);
    TerrainLayout layout = new TerrainLayout(shape.height(), shape.width(), random.key());
    painter.paint(
        layout, shape.height(), shape.width(), random, batch.images(), slot * shape.imageBytes());
    double[] costs = new double[shape.cells()];
    int first = slot * shape.cells();
    for (int cell = 0; cell < costs.length; cell++) {
      costs[cell] = layout.at(cell / shape.width(), cell % shape.width()).cost();
      batch.costs()[first + cell] = (float) costs[cell];
    }
    byte[] path = GridDijkstra.solve(costs, shape.height(), shape.width()).cells();
    System.arraycopy(path, 0, batch.paths(), first, path.length);
  }
}
