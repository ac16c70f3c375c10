package org.newtonlosses.training.task.paths;

import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.TerrainMaps;
import org.newtonlosses.data.maps.TerrainSettings;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Variant;
import org.newtonlosses.training.task.BatchLimit;

/**
 * Generated terrain maps.
 *
 * @param height rows of cells
 * @param width columns of cells
 * @param train how many different maps are trained on, again and again in shuffled order
 * @param validation maps of a validation
 * @param test maps of the final test
 * @param ends where paths begin and end
 * @param obstacles share of blocked cells
 * @param unique whether no other path is as cheap as the label
 */
record TerrainData(
    int height,
    int width,
    int train,
    int validation,
    int test,
    TerrainSettings.Ends ends,
    double obstacles,
    boolean unique)
    implements PathData {
  static final String SOURCE = "terrain";

  private static final Param<Integer> TRAIN =
      Param.integer("train", 10_000)
          .atLeast(1)
          .option("train-examples")
          .help("different training maps");

  private static final Param<TerrainSettings.Ends> ENDS =
      Param.oneOf("ends", TerrainSettings.Ends.CORNERS).help("where paths begin and end");

  private static final Param<Double> OBSTACLES =
      Param.number("obstacles", 0)
          .label("SHARE")
          .within(0, TerrainSettings.MOST_OBSTACLES)
          .help("share of blocked cells");

  private static final Param<Boolean> UNIQUE =
      Param.bool("unique", false)
          .help(
              "terrain is changed until no other path is as cheap: perfect match may reach 100 %");

  private static final int CELL_BYTES = 8 * 8 * 3;

  // Not from the recipe: all seeds are compared on the same maps.
  private static final long SEED = 0;

  static Variant<PathData> variant() {
    return Variant.<PathData>of(
            SOURCE,
            "maps drawn by this program: results on them say nothing about Warcraft's",
            v ->
                new TerrainData(
                    v.get(PathTask.HEIGHT),
                    v.get(PathTask.WIDTH),
                    v.get(TRAIN),
                    v.get(PathTask.VALIDATION),
                    v.get(PathTask.TEST),
                    v.get(ENDS),
                    v.get(OBSTACLES),
                    v.get(UNIQUE)),
            PathTask.HEIGHT,
            PathTask.WIDTH,
            TRAIN,
            PathTask.VALIDATION,
            PathTask.TEST,
            ENDS,
            OBSTACLES,
            UNIQUE)
        .words(
            v ->
                "%d generated %dx%d maps%s%s%s"
                    .formatted(
                        v.get(TRAIN),
                        v.get(PathTask.HEIGHT),
                        v.get(PathTask.WIDTH),
                        v.get(ENDS) == TerrainSettings.Ends.RANDOM ? " with random ends" : "",
                        v.get(OBSTACLES) > 0
                            ? " with a share of %s blocked".formatted(v.get(OBSTACLES))
                            : "",
                        v.get(UNIQUE) ? " with unique paths" : ""));
  }

  @Override
  public Splits<PathSet> open(GridMoves moves, Consumer<String> messages) {
    messages.accept(
        "GENERATED MAPS: drawn by this program, not Warcraft's. Results say nothing about"
            + " Warcraft's maps.");
    return TerrainMaps.splits(
        train,
        validation,
        test,
        new TerrainSettings(height, width, ends, obstacles, unique, moves, SEED));
  }

  @Override
  public long trainLimit() {
    return train;
  }

  @Override
  public void checkBatch(int batch) {
    BatchLimit.checkImages(
        batch,
        (long) height * width * CELL_BYTES,
        "maps of %d x %d cells".formatted(height, width));
  }
}
