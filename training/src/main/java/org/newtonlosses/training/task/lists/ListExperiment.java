package org.newtonlosses.training.task.lists;

import com.google.common.collect.Streams;
import java.util.List;
import java.util.Map;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.lists.FeatureQuantiles;
import org.newtonlosses.data.lists.FeatureStatistics;
import org.newtonlosses.data.lists.ListBatch;
import org.newtonlosses.data.lists.ListExamples;
import org.newtonlosses.data.lists.ListSampler;
import org.newtonlosses.data.lists.RankedLists;
import org.newtonlosses.graphs.model.Input;
import org.newtonlosses.graphs.model.ListModel;
import org.newtonlosses.graphs.model.TrainableModel;
import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.net.Ensemble;
import org.newtonlosses.graphs.net.Interpolation;
import org.newtonlosses.graphs.net.Scaling;
import org.newtonlosses.graphs.net.Standardization;
import org.newtonlosses.graphs.rank.ListMetrics;
import org.newtonlosses.training.model.ArrayFeed;
import org.newtonlosses.training.model.BatchArray;
import org.newtonlosses.training.model.Feed;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.task.Experiment;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Learning to rank from tables. An epoch is all training lists once, in an order of its own.
 *
 * @param task the task
 * @param recipe what is trained
 * @param lists what it is trained and tested on
 */
public record ListExperiment(LearningToRankTask task, Recipe recipe, Splits<RankedLists> lists)
    implements Experiment<ListBatch> {
  /** The feature: tables of documents. */
  static final String FEATURES = "features";

  /** The most numbers that a batch of an evaluation holds. */
  private static final long EVALUATED = 1L << 24;

  private static final int LEAST_SLOTS = 2;

  /** Between the quantiles of a feature. */
  private static final int INTERVALS = 32;

  @Override
  public ListExperiment with(Recipe other) {
    return new ListExperiment(task, other, lists);
  }

  @Override
  public DataProvenance provenance() {
    return lists.provenance();
  }

  @Override
  public Map<String, Long> sizes() {
    return Map.of("m", (long) slots(), "features", (long) columns());
  }

  @Override
  public String exampleSize() {
    return "%d features".formatted(columns());
  }

  @Override
  public Map<String, String> extras() {
    return Map.of(LearningToRankTask.FEATURES, lists.train().columns().text());
  }

  @Override
  public Dataset<ListBatch> training() {
    return Dataset.from(new ListSampler(lists.train(), slots(), recipe.seed()))
        .batch(recipe.batch());
  }

  @Override
  public Dataset<ListBatch> validation() {
    return evaluated(lists.validation());
  }

  @Override
  public Dataset<ListBatch> test() {
    return evaluated(lists.test());
  }

  private Dataset<ListBatch> evaluated(RankedLists all) {
    long most = Math.max(1, EVALUATED / ((long) all.longest() * columns()));
    return Dataset.from(new ListExamples(all)).batch((int) Math.min(recipe.batch(), most));
  }

  @Override
  public Feed<ListBatch> feed() {
    return new ArrayFeed<>(
        batch ->
            List.of(
                BatchArray.of(
                    FEATURES, batch.features(), batch.size(), batch.slots(), batch.columns()),
                BatchArray.of(ListModel.GRADES, batch.grades(), batch.size(), batch.slots())));
  }

  @Override
  public ListModel model() {
    return model(scaling());
  }

  /** Does without the features' statistics, which take a look at every document. */
  @Override
  public void check() {
    recipe.trainable(model(Standardization.NONE), network()).check();
  }

  private ListModel model(Scaling scale) {
    Values values = recipe.task();
    return new ListModel(
        new Input<>(FEATURES, TFloat32.class, Shape.of(-1, -1, columns())),
        scale,
        values.get(LearningToRankTask.ALGORITHM),
        values.get(LearningToRankTask.LOSS),
        new ListMetrics.Relevance(
            values.get(LearningToRankTask.GAIN), values.get(LearningToRankTask.UNRANKED)),
        slots(),
        members());
  }

  private int members() {
    return recipe.task().get(LearningToRankTask.MEMBERS);
  }

  @Override
  public TrainableModel trainable() {
    return recipe.trainable(model(), network());
  }

  private Architecture network() {
    return members() == 1 ? recipe.network() : new Ensemble(recipe.network(), members());
  }

  private Scaling scaling() {
    return switch (recipe.task().get(LearningToRankTask.FEATURE_SCALING)) {
      case QUANTILE -> {
        FeatureQuantiles quantiles = FeatureQuantiles.of(lists.train(), INTERVALS);
        yield new Interpolation(
            Streams.zip(
                    quantiles.knots().stream(),
                    quantiles.levels().stream(),
                    Interpolation.Channel::new)
                .toList());
      }
      case STANDARD -> standardization(FeatureStatistics.of(lists.train(), false));
      case LOGARITHM -> standardization(FeatureStatistics.of(lists.train()));
      case NONE -> new Standardization(List.of(), List.of(), List.of(), true);
    };
  }

  private static Standardization standardization(FeatureStatistics statistics) {
    return Standardization.ofTable(
        statistics.means(), statistics.deviations(), statistics.heavyTailed());
  }

  private int columns() {
    return lists.train().columns().size();
  }

  /** m. */
  private int slots() {
    long most = recipe.task().get(LearningToRankTask.LIST_SIZE).orElse(Integer.MAX_VALUE);
    return (int) Math.max(LEAST_SLOTS, Math.min(most, lists.train().longest()));
  }
}
