package org.newtonlosses.data.benchmarks;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.util.Arrays;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathExtras;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.PathShape;

/**
 * Grids of free and of blocked cells as maps, with starts and goals of their own. A picture is
 * white where cells are free and black where they are blocked; every cell costs 1.
 */
final class UnitMaps implements PathSet {
  private static final byte FREE = (byte) 255;
  private static final byte BLOCKED = 0;

  private final Source source;
  private final PathShape shape;
  private final GridMoves moves;
  private final int tile;

  /** Where grids come from. */
  interface Source {
    long size();

    /** Returns grid i, always the same one. */
    UnitMap at(long i) throws IOException;
  }

  /**
   * Joins grids of one size.
   *
   * @param height h, cells
   * @param width w, cells
   * @param tile rows and columns of pixels of a cell, at least 1
   * @param moves for which paths are the shortest
   * @throws IllegalArgumentException if a size is less than 1
   */
  UnitMaps(Source source, int height, int width, int tile, GridMoves moves) {
    checkArgument(tile >= 1, "a cell of %s pixels, at least 1 is allowed", tile);
    this.source = source;
    this.shape =
        new PathShape(
            Math.multiplyExact(height, tile),
            Math.multiplyExact(width, tile),
            height,
            width,
            new PathExtras(true, true, moves.countsLengths()));
    this.moves = moves;
    this.tile = tile;
  }

  @Override
  public PathShape shape() {
    return shape;
  }

  @Override
  public GridMoves moves() {
    return moves;
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public void fill(long index, PathBatch batch, int slot) throws IOException {
    checkArgument(index >= 0 && index < size(), "map %s of %s", index, size());
    UnitMap map = source.at(index);
    paint(map.blocked(), batch.images(), slot * shape.imageBytes());
    int first = slot * shape.cells();
    System.arraycopy(map.path().cells(), 0, batch.paths(), first, shape.cells());
    System.arraycopy(map.blocked(), 0, batch.blocked(), first, shape.cells());
    Arrays.fill(batch.costs(), first, first + shape.cells(), 1);
    put(map.start(), batch.starts(), slot);
    put(map.goal(), batch.goals(), slot);
    if (shape.extras().diagonals()) {
      System.arraycopy(map.path().diagonals(), 0, batch.diagonals(), first, shape.cells());
    }
  }

  private void put(int cell, int[] ends, int slot) {
    ends[2 * slot] = cell / shape.width();
    ends[2 * slot + 1] = cell % shape.width();
  }

  private void paint(byte[] blocked, byte[] images, int offset) {
    int cellBytes = tile * PathBatch.CHANNELS;
    int rowBytes = shape.imageWidth() * PathBatch.CHANNELS;
    for (int row = 0; row < shape.height(); row++) {
      int top = offset + row * tile * rowBytes;
      for (int column = 0; column < shape.width(); column++) {
        int left = top + column * cellBytes;
        byte color = blocked[row * shape.width() + column] == 0 ? FREE : BLOCKED;
        Arrays.fill(images, left, left + cellBytes, color);
      }
      for (int line = 1; line < tile; line++) {
        System.arraycopy(images, top, images, top + line * rowBytes, rowBytes);
      }
    }
  }
}
