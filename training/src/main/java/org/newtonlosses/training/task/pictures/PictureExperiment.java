package org.newtonlosses.training.task.pictures;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.newtonlosses.data.ChannelStatistics;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.ExampleSource;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.pictures.PictureBatch;
import org.newtonlosses.data.pictures.PictureLists;
import org.newtonlosses.data.pictures.PictureShape;
import org.newtonlosses.graphs.model.Input;
import org.newtonlosses.graphs.model.ListModel;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.rank.ListMetrics;
import org.newtonlosses.training.model.ArrayFeed;
import org.newtonlosses.training.model.BatchArray;
import org.newtonlosses.training.model.Feed;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.task.BatchLimit;
import org.newtonlosses.training.task.Experiment;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

/**
 * Ranking pictures.
 *
 * @param task the task
 * @param recipe what is trained
 * @param pictures what it is trained and tested on
 */
public record PictureExperiment(PictureTask task, Recipe recipe, Splits<PictureLists> pictures)
    implements Experiment<PictureBatch> {
  /** The feature: lists of pictures. */
  static final String IMAGES = "images";

  // Not from the recipe: all seeds are compared on the same lists.
  private static final long VALIDATION_SEED = 1;
  private static final long TEST_SEED = 2;

  @Override
  public PictureExperiment with(Recipe other) {
    return new PictureExperiment(task, other, pictures);
  }

  @Override
  public DataProvenance provenance() {
    return pictures.provenance();
  }

  @Override
  public Map<String, Long> sizes() {
    return ImmutableMap.of(
        "n", (long) slots(),
        "height", (long) shape().height(),
        "width", (long) shape().width(),
        "channels", (long) shape().channels());
  }

  @Override
  public String exampleSize() {
    return "n = %d, pictures of %s".formatted(slots(), shape());
  }

  @Override
  public Dataset<PictureBatch> training() {
    return Dataset.from(pictures.train().training(n(), recipe.seed())).batch(recipe.batch());
  }

  @Override
  public Dataset<PictureBatch> validation() {
    return evaluated(pictures.validation().evaluation(n(), VALIDATION_SEED), source().validation());
  }

  @Override
  public Dataset<PictureBatch> test() {
    return evaluated(pictures.test().evaluation(n(), TEST_SEED), source().testLists());
  }

  /** Orders may be long: a batch holds no more pictures than one of the training. */
  private Dataset<PictureBatch> evaluated(ExampleSource<PictureBatch> all, int most) {
    int length = all.allocate(1).slots();
    int batch = Math.max(1, (int) Math.min(recipe.batch(), (long) recipe.batch() * n() / length));
    return Dataset.from(all).take(most).batch(batch);
  }

  @Override
  public Feed<PictureBatch> feed() {
    PictureShape shape = shape();
    return new ArrayFeed<>(
        batch ->
            List.of(
                BatchArray.of(
                    IMAGES,
                    batch.images(),
                    batch.size(),
                    batch.slots(),
                    shape.height(),
                    shape.width(),
                    shape.channels()),
                BatchArray.of(ListModel.GRADES, batch.grades(), batch.size(), batch.slots())));
  }

  @Override
  public ListModel model() {
    ChannelStatistics channels = pictures.train().channels();
    Values values = recipe.task();
    return new ListModel(
        new Input<>(
            IMAGES,
            TUint8.class,
            Shape.of(-1, -1, shape().height(), shape().width(), shape().channels())),
        new Standardization(
            channels.means(),
            channels.deviations().stream()
                .map(deviation -> deviation > 0 ? deviation : 1)
                .toList()),
        values.get(PictureTask.ALGORITHM),
        values.get(PictureTask.LOSS),
        new ListMetrics.Agreement(),
        slots(),
        1);
  }

  @Override
  public void check() {
    BatchLimit.checkImages(recipe.batch(), (long) slots() * shape().bytes(), exampleSize());
    // Found now, not after the training.
    validation();
    test();
    recipe.trainable(model()).check();
  }

  private PictureShape shape() {
    return pictures.train().shape();
  }

  private PictureSource source() {
    return recipe.task().get(PictureTask.DATA);
  }

  private int n() {
    return recipe.task().get(PictureTask.N);
  }

  private int slots() {
    return pictures.train().slots(n());
  }
}
