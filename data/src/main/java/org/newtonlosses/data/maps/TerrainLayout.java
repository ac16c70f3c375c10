package org.newtonlosses.data.maps;

import org.newtonlosses.data.CounterRandom;

/**
 * Which cell has which terrain: smooth blobs by the Warcraft maps' rules, with one more ring of
 * cells around the map, since the terrain goes on outside.
 *
 * <p>One random field parts grass from dirt. A second puts forest where it is high; a third puts
 * water where it is high and rock where it is low; each only where all neighbours are of the
 * terrain that surrounds it. The thresholds give, on the average, about 26 % grass, 45 % dirt, 15 %
 * forest, 8 % water and 6 % rock.
 */
final class TerrainLayout {
  /** Cells around the map on each side. */
  static final int RING = 1;

  private static final int GROUND_RADIUS = 2;
  private static final int PATCH_RADIUS = 1;
  private static final float GRASS_ABOVE = 0.24f;
  private static final float FOREST_ABOVE = -0.35f;
  private static final float WATER_ABOVE = 0.9f;
  private static final float ROCK_BELOW = -1.05f;

  private final int rows;
  private final int columns;
  private final Terrain[] cells;

  /** Draws a map of height × width cells that depends on the key only. */
  TerrainLayout(int height, int width, long key) {
    this.rows = height + 2 * RING;
    this.columns = width + 2 * RING;
    this.cells = new Terrain[Math.multiplyExact(rows, columns)];
    float[] ground = field(key, 0, GROUND_RADIUS);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = ground[i] > GRASS_ABOVE ? Terrain.GRASS : Terrain.DIRT;
    }
    float[] growth = field(key, 1, PATCH_RADIUS);
    float[] relief = field(key, 2, PATCH_RADIUS);
    for (int i = 0; i < cells.length; i++) {
      if (growth[i] > FOREST_ABOVE) {
        placeIfSurrounded(Terrain.FOREST, i);
      }
      if (relief[i] > WATER_ABOVE) {
        placeIfSurrounded(Terrain.WATER, i);
      }
    }
    for (int i = 0; i < cells.length; i++) {
      if (relief[i] < ROCK_BELOW) {
        placeIfSurrounded(Terrain.ROCK, i);
      }
    }
  }

  /** Returns the terrain of a cell; rows and columns −1 and h or w are those of the ring. */
  Terrain at(int row, int column) {
    return cells[index(row, column)];
  }

  /** Changes the terrain of a cell, whatever is around it. */
  void set(int row, int column, Terrain terrain) {
    cells[index(row, column)] = terrain;
  }

  /** Returns whether a terrain may lie beside all that are around a cell. */
  boolean allows(int row, int column, Terrain terrain) {
    return isSurrounded(terrain, index(row, column));
  }

  private int index(int row, int column) {
    return (row + RING) * columns + column + RING;
  }

  private void placeIfSurrounded(Terrain terrain, int cell) {
    if (cells[cell].mayTouch(terrain) && isSurrounded(terrain, cell)) {
      cells[cell] = terrain;
    }
  }

  private boolean isSurrounded(Terrain terrain, int cell) {
    int row = cell / columns;
    int column = cell % columns;
    for (int r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        int other = r * columns + c;
        if (other != cell && !cells[other].mayTouch(terrain)) {
          return false;
        }
      }
    }
    return true;
  }

  private float[] field(long key, int stream, int radius) {
    return SmoothNoise.patch(CounterRandom.of(key, stream), rows, columns, radius);
  }
}
