package org.newtonlosses.training.task.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.lists.FeatureColumns;
import org.newtonlosses.data.lists.ListBatch;
import org.newtonlosses.data.lists.RankedLists;
import org.newtonlosses.graphs.rank.Gain;
import org.newtonlosses.graphs.rank.ListLoss;
import org.newtonlosses.graphs.rank.ListMetrics;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.recipe.NamedRecipe;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Choice;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.task.Experiment;
import org.newtonlosses.training.task.Metric;
import org.newtonlosses.training.task.Metrics;
import org.newtonlosses.training.task.Prediction;
import org.newtonlosses.training.task.Task;

/**
 * Learning to rank from tables: queries with documents that have features and grades, in files of
 * the field's formats.
 */
public final class LearningToRankTask implements Task<ListBatch> {
  /** The text beside a model that names its features, one in a line. */
  public static final String FEATURES = "features.txt";

  /** Where the lists come from. */
  public static final Choice<ListSource> DATA =
      Choice.of("data", ListSource.class, FileLists.SOURCE)
          .by("source")
          .help("where the lists come from");

  /** The relaxed sort. */
  public static final Choice<RelaxedSort> ALGORITHM =
      Choice.of("algorithm", RelaxedSort.class, "neuralsort")
          .help("the relaxed sort, for losses that have one");

  /** The loss on lists. */
  public static final Choice<ListLoss> LOSS =
      Choice.of("loss", ListLoss.class, "lambdarank").help("the loss on lists");

  /** The most documents of a list in a step. */
  public static final Param<OptionalLong> LIST_SIZE =
      Param.optionalCount("list-size", "longest")
          .atLeast(2)
          .atMost(Integer.MAX_VALUE)
          .initially(OptionalLong.of(32))
          .label("M")
          .help("documents of a list in a step; of longer ones as many are drawn at random");

  /** The fewest steps that a limit of epochs leaves. */
  private static final long LEAST_STEPS = 400;

  /** The most epochs. */
  public static final Param<OptionalLong> EPOCHS =
      Param.optionalCount("epochs", "unlimited")
          .atLeast(1)
          .atMost(Integer.MAX_VALUE)
          .initially(OptionalLong.of(30))
          .help("most epochs, where they are more than %d steps".formatted(LEAST_STEPS));

  /** K. */
  public static final Param<Integer> MEMBERS =
      Param.integer("members", 4)
          .atLeast(1)
          .label("K")
          .help("networks that learn by themselves, and whose mean score counts");

  /** How features are brought to a common scale. */
  public static final Param<FeatureScaling> FEATURE_SCALING =
      Param.oneOf("feature-scaling", FeatureScaling.QUANTILE)
          .help("how features get a common scale");

  /** What a grade brings to the NDCG. */
  public static final Param<Gain> GAIN =
      Param.oneOf("gain", Gain.EXPONENTIAL)
          .help("of a grade g in the NDCG that is measured: 2^g - 1, or g");

  /** What a list without a relevant document counts. */
  public static final Param<Double> UNRANKED =
      Param.number("unranked", 1)
          .atLeast(0)
          .atMost(1)
          .help("what a list without a relevant document counts in all metrics");

  /** A task. */
  public LearningToRankTask() {}

  @Override
  public String name() {
    return "learning-to-rank";
  }

  @Override
  public String help() {
    return "the order of a query's documents, from tables of grades";
  }

  @Override
  public List<Entry<?>> params() {
    return List.of(
        DATA, ALGORITHM, LOSS, LIST_SIZE, EPOCHS, MEMBERS, FEATURE_SCALING, GAIN, UNRANKED);
  }

  @Override
  public String defaults() {
    return ListRecipes.DEFAULTS;
  }

  @Override
  public List<NamedRecipe> recipes() {
    return ListRecipes.all();
  }

  @Override
  public String words(Values task) {
    String words =
        "learning to rank %s, loss %s"
            .formatted(task.chosen(DATA).words(), task.chosen(LOSS).words());
    return task.get(LOSS).usesSort() ? words + " of " + task.chosen(ALGORITHM).words() : words;
  }

  @Override
  public Metrics metrics() {
    return Metrics.of(
        Metric.number(ListMetrics.Relevance.NDCG_1, "NDCG@1").onlyTold(),
        Metric.number(ListMetrics.Relevance.NDCG_5, "NDCG@5").onlyTold(),
        Metric.number(ListMetrics.Relevance.NDCG_10, "NDCG@10"),
        Metric.number(ListMetrics.Relevance.AVERAGE_PRECISION, "MAP"),
        Metric.number(ListMetrics.Relevance.RECIPROCAL_RANK, "MRR"));
  }

  @Override
  public ListExperiment open(Recipe recipe, Consumer<String> messages) throws IOException {
    Splits<RankedLists> lists = recipe.task().get(DATA).open(messages);
    return new ListExperiment(this, limited(recipe, lists.train().size()), lists);
  }

  /** The recipe with no more steps than its epochs have. */
  private static Recipe limited(Recipe recipe, int lists) {
    OptionalLong epochs = recipe.task().get(EPOCHS);
    if (epochs.isEmpty()) {
      return recipe;
    }
    long most = Math.max(LEAST_STEPS, epochs.getAsLong() * lists / recipe.batch());
    return most < recipe.steps() ? recipe.withSteps(most) : recipe;
  }

  @Override
  public Experiment<ListBatch> evaluation(
      LoadedModel model, Recipe recipe, Consumer<String> messages) throws IOException {
    return new ListExperiment(this, recipe, recipe.task().get(DATA).test(columns(model), messages));
  }

  @Override
  public Prediction prediction() {
    return new ListPrediction();
  }

  /**
   * The features that a model takes.
   *
   * @throws IllegalArgumentException if it is a model of another kind
   * @throws IOException if its file cannot be read
   */
  static FeatureColumns columns(LoadedModel model) throws IOException {
    Path file =
        model
            .extra(FEATURES)
            .orElseThrow(
                () ->
                    model.otherKind(
                        "a model of tables has " + FEATURES + ", the names of its features"));
    return FeatureColumns.parse(Files.readString(file));
  }
}
