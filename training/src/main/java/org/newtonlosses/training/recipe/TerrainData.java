package org.newtonlosses.training.recipe;

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
    Recipe.atLeast(1, "height", height);
    Recipe.atLeast(1, "width", width);
    Recipe.atLeast(1, "train", train);
    Recipe.atLeast(1, "validation", validation);
    Recipe.atLeast(1, "test", test);
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
    long largest = (Integer.MAX_VALUE - 8L) / ((long) height * width * CELL_BYTES);
    if (batch > largest) {
      throw new IllegalArgumentException(
          "batch must be at most %d for maps of %d x %d cells (2 GiB of images), found %d"
              .formatted(largest, height, width, batch));
    }
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
