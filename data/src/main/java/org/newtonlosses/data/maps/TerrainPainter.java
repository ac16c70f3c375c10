package org.newtonlosses.data.maps;

import com.google.common.primitives.Ints;
import com.google.common.primitives.UnsignedBytes;
import org.newtonlosses.data.CounterRandom;

/**
 * Paints a layout, 8 × 8 pixels a cell: textures with ragged borders, under a light that varies
 * over the map, with noise.
 */
final class TerrainPainter {
  /** Height and width of a cell in pixels, a power of two. */
  static final int TILE = 8;

  private static final int TILE_BITS = Integer.numberOfTrailingZeros(TILE);
  private static final int RING = TILE * TerrainLayout.RING;

  /** Side of the periodic fields that displace borders and shade, a power of two. */
  private static final int FIELD = 128;

  private static final long SEED = 0x9a147;
  private static final float RAGGEDNESS = 1.3f;
  private static final int MOST_RAGGED = 3;
  private static final float SHADING = 0.15f;
  private static final float NOISE = 0.2f;

  private static final int WALL_STREAM = 4;

  private final TerrainTexture[] textures = TerrainTexture.all();
  private final TerrainTexture wall = TerrainTexture.wall();
  private final byte[] shiftY = shifts(0);
  private final byte[] shiftX = shifts(1);
  private final float[] shade = SmoothNoise.draw(CounterRandom.of(SEED, 2), FIELD, FIELD, 8, 8);

  /**
   * Paints a map.
   *
   * @param layout the terrain of its h × w cells
   * @param problem says which of them are blocked: they look like walls
   * @param random decides which part of the textures is seen, the light and the noise
   * @param image receives uint8 [8·h, 8·w, 3]
   * @param offset where in it
   */
  void paint(
      TerrainLayout layout, GridProblem problem, CounterRandom random, byte[] image, int offset) {
    int height = problem.height();
    int width = problem.width();
    int[] places = new int[textures.length + 2];
    for (int i = 0; i < places.length; i++) {
      places[i] = random.below(i, FIELD * FIELD);
    }
    int borders = places[textures.length];
    int light = places[textures.length + 1];
    int wallPlace = CounterRandom.of(random.key(), WALL_STREAM).below(0, FIELD * FIELD);
    int target = offset;
    long draw = places.length;
    for (int y = 0; y < height * TILE; y++) {
      for (int x = 0; x < width * TILE; x++) {
        int shift = index(y + borders / FIELD, x + borders % FIELD);
        int row = ((y + shiftY[shift] + RING) >> TILE_BITS) - TerrainLayout.RING;
        int column = ((x + shiftX[shift] + RING) >> TILE_BITS) - TerrainLayout.RING;
        int terrain = layout.at(row, column).index();
        boolean walled = isBlocked(problem, row, column);
        TerrainTexture texture = walled ? wall : textures[terrain];
        int place = walled ? wallPlace : places[terrain];
        int source = TerrainTexture.index(y + place / FIELD, x + place % FIELD);
        float brightness = 1 + SHADING * shade[index(y + light / FIELD, x + light % FIELD)];
        long bits = random.bits(draw++);
        for (int c = 0; c < PathBatch.CHANNELS; c++) {
          // Factors keep dark colours dark and the mean where it is; sums would be cut off at 0.
          float noise = 1 + NOISE * (((bits >>> (16 * c)) & 0xffff) / 32768f - 1);
          float value = texture.at(source + c) * brightness * noise;
          image[target++] = UnsignedBytes.saturatedCast(Math.round(value));
        }
      }
    }
  }

  /** The ring around the map is free. */
  private static boolean isBlocked(GridProblem problem, int row, int column) {
    return row >= 0
        && row < problem.height()
        && column >= 0
        && column < problem.width()
        && !problem.isFree(row * problem.width() + column);
  }

  private static int index(int y, int x) {
    return (y & (FIELD - 1)) * FIELD + (x & (FIELD - 1));
  }

  private static byte[] shifts(int stream) {
    float[] field = SmoothNoise.draw(CounterRandom.of(SEED, stream), FIELD, FIELD, 1, 1);
    byte[] shifts = new byte[field.length];
    for (int i = 0; i < shifts.length; i++) {
      int shift = Math.round(RAGGEDNESS * field[i]);
      shifts[i] = (byte) Ints.constrainToRange(shift, -MOST_RAGGED, MOST_RAGGED);
    }
    return shifts;
  }
}
