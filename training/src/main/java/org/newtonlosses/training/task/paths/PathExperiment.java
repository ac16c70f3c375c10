package org.newtonlosses.training.task.paths;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.newtonlosses.data.ChannelStatistics;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathExtras;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.graphs.model.PathInputs;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.graphs.model.TrainableModel;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.newton.GridFisher;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.training.model.ArrayFeed;
import org.newtonlosses.training.model.BatchArray;
import org.newtonlosses.training.model.Feed;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.task.Experiment;

/**
 * Shortest paths on maps. An epoch is all training maps once, in an order of its own; its last
 * batch holds what is left and may be smaller.
 *
 * @param task the task
 * @param recipe what is trained
 * @param maps where it is trained and tested
 */
public record PathExperiment(PathTask task, Recipe recipe, Splits<PathSet> maps)
    implements Experiment<PathBatch> {
  private static final long DRAWN = 500;

  @Override
  public PathExperiment with(Recipe other) {
    return new PathExperiment(task, other, maps);
  }

  @Override
  public DataProvenance provenance() {
    return maps.provenance();
  }

  @Override
  public Map<String, Long> sizes() {
    return ImmutableMap.of("height", (long) shape().height(), "width", (long) shape().width());
  }

  @Override
  public String exampleSize() {
    return "%d x %d cells".formatted(shape().height(), shape().width());
  }

  @Override
  public Dataset<PathBatch> training() {
    return all(maps.train()).take(data().trainLimit()).shuffle(recipe.seed()).repeat();
  }

  @Override
  public Dataset<PathBatch> validation() {
    return all(maps.validation()).take(data().validation());
  }

  @Override
  public Dataset<PathBatch> test() {
    return all(maps.test()).take(data().test());
  }

  @Override
  public Feed<PathBatch> feed() {
    return new ArrayFeed<>(PathExperiment::arrays);
  }

  @Override
  public Map<String, String> extras() {
    return recipe.task().get(PathTask.ANY_SIZE)
        ? ImmutableMap.of(MapSizes.FILE, MapSizes.json(shape()))
        : ImmutableMap.of();
  }

  private static List<BatchArray> arrays(PathBatch batch) {
    PathShape shape = batch.shape();
    int size = batch.size();
    List<BatchArray> arrays = new ArrayList<>();
    arrays.add(
        BatchArray.of(
            PathModel.IMAGES,
            batch.images(),
            size,
            shape.imageHeight(),
            shape.imageWidth(),
            PathBatch.CHANNELS));
    arrays.add(cells(PathModel.TARGET, batch.paths(), batch));
    arrays.add(cells(PathModel.COSTS, batch.costs(), batch));
    PathExtras extras = shape.extras();
    if (extras.ends()) {
      arrays.add(BatchArray.of(PathInputs.START, batch.starts(), size, 2));
      arrays.add(BatchArray.of(PathInputs.GOAL, batch.goals(), size, 2));
    }
    if (extras.blocked()) {
      arrays.add(cells(PathInputs.BLOCKED, batch.blocked(), batch));
    }
    if (extras.diagonals()) {
      arrays.add(cells(PathInputs.DIAGONALS, batch.diagonals(), batch));
    }
    return arrays;
  }

  private static BatchArray cells(String input, Object array, PathBatch batch) {
    return BatchArray.of(input, array, batch.size(), batch.shape().height(), batch.shape().width());
  }

  @Override
  public PathModel model() throws IOException {
    ChannelStatistics channels = maps.train().channels();
    return model(new Standardization(channels.means(), channels.deviations()));
  }

  /** Does without the colours' statistics, which take a look at every map. */
  @Override
  public void check() throws IOException {
    PathModel model = model(Standardization.NONE);
    checkEnds(model.inputs());
    checkReach(model);
    TrainableModel trainable = recipe.trainable(model);
    trainable.check();
    if (model.anySize()) {
      trainable.checkNetwork();
    }
  }

  private void checkEnds(PathInputs inputs) {
    if (inputs.ends() && recipe.newton().curvature() instanceof GridFisher) {
      throw new IllegalArgumentException(
          "grid-fisher is for paths from the first cell to the last, found maps with starts and"
              + " goals of their own; use fisher");
    }
  }

  /** For maps like Warcraft's the iterations are as they always were. */
  private void checkReach(PathModel model) throws IOException {
    int reach = model.algorithm().reach();
    if (model.inputs().equals(PathInputs.NONE) || reach >= shape().cells()) {
      return;
    }
    int longest = longestPath();
    if (longest > reach) {
      throw new IllegalArgumentException(
          "iterations must be at least %d, the cells of the longest path to learn from, found %d"
              .formatted(longest, reach));
    }
  }

  /** Of drawn maps, which are as good as endless, that of the first. */
  private int longestPath() throws IOException {
    PathSet train = maps.train();
    if (train.longestPath().isPresent()) {
      return train.longestPath().getAsInt();
    }
    int longest = 0;
    try (PathBatch batch = train.allocate(1)) {
      for (long i = 0; i < Math.min(train.size(), DRAWN); i++) {
        train.fill(i, batch, 0);
        int cells = 0;
        for (byte cell : batch.paths()) {
          cells += cell;
        }
        longest = Math.max(longest, cells);
      }
    }
    return longest;
  }

  private PathModel model(Standardization colours) {
    Values values = recipe.task();
    return new PathModel(
        values.get(PathTask.ALGORITHM),
        values.get(PathTask.LOSS),
        new Grid(shape().height(), shape().width()),
        shape().imageHeight(),
        shape().imageWidth(),
        colours,
        values.get(PathTask.COST_MAP),
        PathMoves.inputs(maps.train().moves(), shape().extras()),
        values.get(PathTask.ANY_SIZE));
  }

  private PathShape shape() {
    return maps.train().shape();
  }

  private PathData data() {
    return recipe.task().get(PathTask.DATA);
  }

  private Dataset<PathBatch> all(PathSet set) {
    return Dataset.from(set).batch(recipe.batch());
  }
}
