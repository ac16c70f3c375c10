package org.newtonlosses.training.task.paths;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.newtonlosses.data.ChannelStatistics;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.data.maps.PathSet;
import org.newtonlosses.data.maps.PathShape;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.graphs.net.Standardization;
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

  private static List<BatchArray> arrays(PathBatch batch) {
    PathShape shape = batch.shape();
    return List.of(
        BatchArray.of(
            PathModel.IMAGES,
            batch.images(),
            batch.size(),
            shape.imageHeight(),
            shape.imageWidth(),
            PathBatch.CHANNELS),
        BatchArray.of(PathModel.TARGET, batch.paths(), batch.size(), shape.height(), shape.width()),
        BatchArray.of(PathModel.COSTS, batch.costs(), batch.size(), shape.height(), shape.width()));
  }

  @Override
  public PathModel model() throws IOException {
    ChannelStatistics channels = maps.train().channels();
    return model(new Standardization(channels.means(), channels.deviations()));
  }

  /** Does without the colours' statistics, which take a look at every map. */
  @Override
  public void check() {
    recipe.trainable(model(Standardization.NONE)).check();
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
        values.get(PathTask.COST_MAP));
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
