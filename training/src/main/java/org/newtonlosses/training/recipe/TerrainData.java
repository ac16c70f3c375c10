package org.newtonlosses.training.recipe;

import org.newtonlosses.graphs.parameter.Ranges;

/**
 * Generated terrain maps.
 *
 * @param height rows of cells, at least 1
 * @param width columns of cells, at least 1
 * @param train how many different maps are trained on, again and again in shuffled order
 * @param validation maps of a validation, at least 1
 * @param test maps of the final test, at least 1
 */
public record TerrainData(int height, int width, int train, int validation, int test)
    implements PathData {

  /** The source's name. */
  public static final String SOURCE = "terrain";

  private static final int CELL_BYTES = 8 * 8 * 3;

  /** Checks the numbers. */
  public TerrainData {
    Ranges.requireAtLeast("height", 1, height);
    Ranges.requireAtLeast("width", 1, width);
    Ranges.requireAtLeast("train", 1, train);
    Ranges.requireAtLeast("validation", 1, validation);
    Ranges.requireAtLeast("test", 1, test);
  }

  static TerrainData defaults() {
    return new TerrainData(12, 12, 10_000, 1_000, 1_000);
  }

  @Override
  public long trainLimit() {
    return train;
  }

  @Override
  public void checkBatch(int batch) {
    ImageBatch.check(
        batch,
        (long) height * width * CELL_BYTES,
        "maps of %d x %d cells".formatted(height, width));
  }

  @Override
  public PathData resolved() {
    return this;
  }

  @Override
  public String describe() {
    return "%d generated %dx%d maps".formatted(train, height, width);
  }
}
