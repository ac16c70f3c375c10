package org.newtonlosses.training.task.pictures;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.newtonlosses.data.pictures.PictureBatch;
import org.newtonlosses.data.pictures.PictureFormat.Colours;
import org.newtonlosses.graphs.model.SavedModelLayout;
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
import org.newtonlosses.training.task.lists.LearningToRankTask;
import org.tensorflow.ndarray.Shape;

/**
 * Ranking a user's own pictures, of any size and kind: a score is learnt for pictures, from the
 * order of lists of them alone. What lists there are does not depend on the recipe's seed, only how
 * training lists are drawn does.
 */
public final class PictureTask implements Task<PictureBatch> {
  /** n. */
  public static final Param<Integer> N =
      Param.integer("n", 5)
          .atLeast(2)
          .label("N")
          .help("pictures of a list; of a longer order as many are drawn at random");

  /** What is known of the pictures. */
  public static final Choice<PictureSource> DATA =
      Choice.of("data", PictureSource.class, "values")
          .by("source")
          .help("what is known of the pictures");

  /** The relaxed sort. */
  public static final Choice<RelaxedSort> ALGORITHM = LearningToRankTask.ALGORITHM;

  /** The loss on lists. */
  public static final Choice<ListLoss> LOSS =
      Choice.of("loss", ListLoss.class, "binary-cross-entropy").help("the loss on lists");

  /** A task. */
  public PictureTask() {}

  @Override
  public String name() {
    return "pictures";
  }

  @Override
  public String help() {
    return "the order of own pictures, from their values or from orders of some";
  }

  @Override
  public List<Entry<?>> params() {
    return List.of(N, DATA, ALGORITHM, LOSS);
  }

  @Override
  public String defaults() {
    return PictureRecipes.DEFAULTS;
  }

  @Override
  public List<NamedRecipe> recipes() {
    return PictureRecipes.all();
  }

  @Override
  public String words(Values task) {
    String words =
        "pictures by %s, n=%d, loss %s"
            .formatted(task.chosen(DATA).words(), task.get(N), task.chosen(LOSS).words());
    return task.get(LOSS).usesSort() ? words + " of " + task.chosen(ALGORITHM).words() : words;
  }

  @Override
  public Metrics metrics() {
    return Metrics.of(
        Metric.share(ListMetrics.Agreement.EXACT_MATCH, "EM"),
        Metric.share(ListMetrics.Agreement.ELEMENT_WISE, "EW"));
  }

  @Override
  public PictureExperiment open(Recipe recipe, Consumer<String> messages) throws IOException {
    return new PictureExperiment(this, recipe, recipe.task().get(DATA).open(messages));
  }

  @Override
  public Experiment<PictureBatch> evaluation(
      LoadedModel model, Recipe recipe, Consumer<String> messages) throws IOException {
    return new PictureExperiment(this, recipe, recipe.task().get(DATA).test());
  }

  @Override
  public Prediction prediction() {
    return new PicturePrediction();
  }

  /** Pictures are scaled to what the model takes. */
  @Override
  public Map<String, String> sizes(LoadedModel model, Recipe recipe) {
    Shape images = model.input(SavedModelLayout.SERVE, PictureExperiment.IMAGES);
    Colours colours = images.get(4) == 1 ? Colours.GREY : Colours.RGB;
    return Map.of(
        "task.data.height", "" + images.get(2),
        "task.data.width", "" + images.get(3),
        "task.data.colours", PictureFiles.COLOURS.text(colours));
  }
}
