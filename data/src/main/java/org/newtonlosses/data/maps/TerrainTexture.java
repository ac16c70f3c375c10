package org.newtonlosses.data.maps;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import org.newtonlosses.data.CounterRandom;

/**
 * The look of a terrain: one periodic picture, the same for all maps, of which every map shows
 * another part.
 *
 * <p>A pattern of light and dark (grain, tree crowns, waves, stones) and patches in the colour of
 * another terrain (bare earth in grass, tufts on dirt, sandbanks, …): a single pixel often looks
 * like another terrain. The picture's mean is the terrain's published mean colour.
 */
final class TerrainTexture {
  /** Height and width of the picture in pixels, a power of two. */
  static final int SIDE = 64;

  private static final long SEED = 0x7e44a1;
  private static final float LEAST_LIGHT = 0.15f;

  private static final ImmutableIntArray WALL = ImmutableIntArray.of(196, 184, 176);
  private static final ImmutableIntArray MORTAR = ImmutableIntArray.of(150, 138, 130);

  private final float[] picture;

  /**
   * Draws a look.
   *
   * @param index of the look: others have other patterns
   * @param colour the mean
   * @param radiusY size of the pattern of light, downwards
   * @param radiusX the same to the right
   * @param contrast standard deviation of the light, whose mean is 1
   * @param patches their colour
   * @param patchShare share of the pixels in patches
   */
  private TerrainTexture(
      int index,
      ImmutableIntArray colour,
      int radiusY,
      int radiusX,
      float contrast,
      ImmutableIntArray patches,
      double patchShare) {
    float[] light = noise(index, 0, radiusY, radiusX);
    float[] spots = noise(index, 1, 1, 1);
    float[] sorted = spots.clone();
    Arrays.sort(sorted);
    float patchFrom = sorted[(int) ((1 - patchShare) * (sorted.length - 1))];
    float[] sums = new float[PathBatch.CHANNELS];
    picture = new float[light.length * PathBatch.CHANNELS];
    for (int i = 0; i < picture.length; i++) {
      int pixel = i / PathBatch.CHANNELS;
      int channel = i % PathBatch.CHANNELS;
      ImmutableIntArray shown = spots[pixel] > patchFrom ? patches : colour;
      picture[i] = shown.get(channel) * Math.max(LEAST_LIGHT, 1 + contrast * light[pixel]);
      sums[channel] += picture[i];
    }
    for (int i = 0; i < picture.length; i++) {
      int channel = i % PathBatch.CHANNELS;
      picture[i] *= colour.get(channel) * light.length / sums[channel];
    }
  }

  /** Returns the looks of all terrains, in their order. */
  static TerrainTexture[] all() {
    return new TerrainTexture[] {
      of(Terrain.GRASS, 1, 1, 0.25f, Terrain.DIRT, 0.2),
      of(Terrain.DIRT, 1, 1, 0.25f, Terrain.GRASS, 0.2),
      of(Terrain.FOREST, 1, 1, 0.6f, Terrain.DIRT, 0.1),
      of(Terrain.WATER, 0, 2, 0.35f, Terrain.DIRT, 0.2),
      of(Terrain.ROCK, 2, 2, 0.4f, Terrain.DIRT, 0.3),
    };
  }

  private static TerrainTexture of(
      Terrain terrain,
      int radiusY,
      int radiusX,
      float contrast,
      Terrain patches,
      double patchShare) {
    return new TerrainTexture(
        terrain.index(),
        terrain.colour(),
        radiusY,
        radiusX,
        contrast,
        patches.colour(),
        patchShare);
  }

  /** Returns the look of blocked cells: pale walls, brighter than every terrain. */
  static TerrainTexture wall() {
    return new TerrainTexture(Terrain.values().length, WALL, 0, 1, 0.1f, MORTAR, 0.15);
  }

  /** Returns where the red of pixel (y, x) is, for any y and x ≥ 0; green and blue follow. */
  static int index(int y, int x) {
    return ((y & (SIDE - 1)) * SIDE + (x & (SIDE - 1))) * PathBatch.CHANNELS;
  }

  /** Returns a colour at an {@link #index}, 0 … 255 for most pixels, the brightest beyond. */
  float at(int index) {
    return picture[index];
  }

  private static float[] noise(int index, int stream, int radiusY, int radiusX) {
    CounterRandom random = CounterRandom.of(SEED, 2L * index + stream);
    return SmoothNoise.draw(random, SIDE, SIDE, radiusY, radiusX);
  }
}
