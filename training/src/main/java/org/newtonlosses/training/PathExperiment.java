package org.newtonlosses.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.ChannelStatistics;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.data.maps.TerrainMaps;
import org.newtonlosses.data.maps.WarcraftDownload;
import org.newtonlosses.data.maps.WarcraftMaps;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.training.recipe.FolderName;
import org.newtonlosses.training.recipe.PathData;
import org.newtonlosses.training.recipe.PathTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.TerrainData;
import org.newtonlosses.training.recipe.WarcraftData;

/**
 * Shortest paths on maps. An epoch is all training maps once, in an order of its own; its last
 * batch holds what is left and may be smaller.
 *
 * @param recipe what is trained
 * @param task its task
 * @param maps where it is trained and tested
 */
public record PathExperiment(Recipe recipe, PathTask task, Splits<PathSet> maps)
    implements Experiment<PathBatch> {
  // Not from the recipe: all seeds are compared on the same maps.
  private static final long TERRAIN_SEED = 0;

  /** Checks that algorithm and curvature can do with the maps. */
  public PathExperiment {
    PathShape shape = maps.train().shape();
    task.checkGrid(new Grid(shape.height(), shape.width()), recipe.newton().curvature());
  }

  /**
   * The experiment of a recipe, with its maps opened.
   *
   * @param messages told, in a line each, what takes time or must be known
   * @throws IOException if the maps cannot be read or fetched
   */
  public static PathExperiment open(Recipe recipe, PathTask task, Consumer<String> messages)
      throws IOException {
    return new PathExperiment(recipe, task, maps(task.data(), messages));
  }

  private static Splits<PathSet> maps(PathData data, Consumer<String> messages) throws IOException {
    if (data instanceof TerrainData terrain) {
      messages.accept(
          "GENERATED MAPS: drawn by this program, not Warcraft's. Results say nothing about"
              + " Warcraft's maps.");
      return TerrainMaps.splits(
          terrain.train(),
          terrain.validation(),
          terrain.test(),
          terrain.height(),
          terrain.width(),
          TERRAIN_SEED);
    }
    String folder = ((WarcraftData) data).folder();
    if (!folder.equals(FolderName.CACHE)) {
      return WarcraftMaps.open(Path.of(folder), messages);
    }
    Path cache = WarcraftDownload.cacheFolder(System.getenv());
    if (!Files.isDirectory(cache)) {
      messages.accept("the Warcraft maps are not in " + cache + " yet: they are fetched now");
    }
    return WarcraftMaps.open(new WarcraftDownload(cache, messages).fetch(), messages);
  }

  @Override
  public PathExperiment with(Recipe other) {
    if (other.task() instanceof PathTask otherTask) {
      return new PathExperiment(other, otherTask, maps);
    }
    throw new IllegalArgumentException(
        "a path experiment must have a path recipe, found " + other.task().describe());
  }

  @Override
  public DataProvenance provenance() {
    return maps.provenance();
  }

  @Override
  public String exampleSize() {
    PathShape shape = maps.train().shape();
    return "%d x %d cells".formatted(shape.height(), shape.width());
  }

  @Override
  public Dataset<PathBatch> training() {
    return all(maps.train()).take(task.data().trainLimit()).shuffle(recipe.seed()).repeat();
  }

  @Override
  public Dataset<PathBatch> validation() {
    return all(maps.validation()).take(task.data().validation());
  }

  @Override
  public Dataset<PathBatch> test() {
    return all(maps.test()).take(task.data().test());
  }

  @Override
  public Feed<PathBatch> feed() {
    return new PathFeed();
  }

  @Override
  public void export(Path directory, Map<String, String> extras) throws IOException {
    PathShape shape = maps.train().shape();
    ChannelStatistics channels = maps.train().channels();
    new PathModel(
            task.algorithm(),
            task.loss(),
            recipe.newton(),
            new Grid(shape.height(), shape.width()),
            shape.imageHeight(),
            shape.imageWidth(),
            channels.means(),
            channels.deviations(),
            task.costMap(),
            recipe.optimizer().adam(),
            recipe.seed())
        .export(directory, extras);
  }

  @Override
  public List<String> ranking() {
    return List.of("perfect_match", "cost_match");
  }

  private Dataset<PathBatch> all(PathSet set) {
    return Dataset.from(set).batch(recipe.batch());
  }
}
