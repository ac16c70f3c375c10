package org.newtonlosses.data.maps;

import com.google.common.primitives.ImmutableIntArray;
import org.newtonlosses.data.npy.Float16;

/** What a cell of a Warcraft map is made of, in the order of the published costs. */
public enum Terrain {
  GRASS(0, 0.8f, 40, 83, 11),
  DIRT(1, 1.2f, 107, 64, 3),
  FOREST(2, 5.3f, 47, 96, 20),
  WATER(3, 7.7f, 4, 54, 112),
  ROCK(4, 9.2f, 64, 64, 64);

  private final int index;
  private final float cost;
  private final ImmutableIntArray colour;

  Terrain(int index, float cost, int red, int green, int blue) {
    this.index = index;
    this.cost = Float16.toFloat(Float16.of(cost));
    this.colour = ImmutableIntArray.of(red, green, blue);
  }

  /** Returns the place among the published costs, 0 … 4. */
  int index() {
    return index;
  }

  /** Returns the cost of entering a cell: the float16 number next to 0.8, 1.2, 5.3, 7.7 or 9.2. */
  public float cost() {
    return cost;
  }

  /** Returns the mean colour of a tile, red, green and blue in 0 … 255. */
  ImmutableIntArray colour() {
    return colour;
  }

  /**
   * Returns whether cells of these two may be neighbours: each with its own kind, grass with dirt,
   * forest with grass only, water and rock with dirt only.
   */
  public boolean mayTouch(Terrain other) {
    return this == other || this.surrounding() == other || other.surrounding() == this;
  }

  /** Returns the terrain that lies around patches of this one; grass and dirt adjoin freely. */
  private Terrain surrounding() {
    return switch (this) {
      case GRASS, WATER, ROCK -> DIRT;
      case DIRT, FOREST -> GRASS;
    };
  }

  /** Returns the terrain whose cost is nearest to the given one. */
  public static Terrain nearest(double cost) {
    Terrain nearest = GRASS;
    for (Terrain terrain : values()) {
      if (Math.abs(terrain.cost - cost) < Math.abs(nearest.cost - cost)) {
        nearest = terrain;
      }
    }
    return nearest;
  }
}
