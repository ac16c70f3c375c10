package org.newtonlosses.training.task.paths;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.newtonlosses.data.maps.GridMoves;
import org.newtonlosses.data.maps.PathBatch;
import org.newtonlosses.graphs.model.PathModel;
import org.newtonlosses.graphs.model.SavedModelLayout;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.recipe.NamedRecipe;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Choice;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.task.Benchmark;
import org.newtonlosses.training.task.DataParams;
import org.newtonlosses.training.task.Growth;
import org.newtonlosses.training.task.Metric;
import org.newtonlosses.training.task.Metrics;
import org.newtonlosses.training.task.Prediction;
import org.newtonlosses.training.task.Task;
import org.tensorflow.ndarray.Shape;

/** Shortest-path supervision: maps of terrain, of which only the cheapest path is known. */
public final class PathTask implements Task<PathBatch> {
  /** The rows of a grid. */
  public static final Param<Integer> HEIGHT =
      Param.integer("height", 12).atLeast(1).label("H").help("rows of cells");

  /** The columns of a grid. */
  public static final Param<Integer> WIDTH =
      Param.integer("width", 12).atLeast(1).label("W").help("columns of cells");

  /** The most maps of a validation. */
  public static final Param<Integer> VALIDATION = DataParams.validation(1_000);

  /** The most maps of the final test. */
  public static final Param<Integer> TEST = DataParams.test(1_000);

  /** Where the maps come from. */
  public static final Choice<PathData> DATA =
      Choice.of("data", PathData.class, TerrainData.SOURCE)
          .by("source")
          .help("where the maps come from");

  /** How costs are learnt from paths. */
  public static final Choice<PathAlgorithm> ALGORITHM =
      Choice.of("algorithm", PathAlgorithm.class, "relaxed-bellman-ford")
          .help("how costs are learnt from paths");

  /** Between found and true path; a perturbed optimizer has its own and does not use it. */
  public static final Choice<PathLoss> LOSS =
      Choice.of("loss", PathLoss.class, "l1").plain().help("the loss on paths");

  /** From the network's output to positive costs. */
  public static final Param<CostMap> COST_MAP =
      Param.oneOf("cost-map", CostMap.ABS).help("from the network's output to costs");

  /** Whether the model serves maps of any size. */
  public static final Param<Boolean> ANY_SIZE =
      Param.bool("any-size", false)
          .help("serve and evaluate maps of any size, if the network does; trained on one");

  /** A task. */
  public PathTask() {}

  @Override
  public String name() {
    return "paths";
  }

  @Override
  public String help() {
    return "the costs of terrain, from cheapest paths on maps";
  }

  @Override
  public List<Entry<?>> params() {
    return ImmutableList.<Entry<?>>builder()
        .add(DATA, ALGORITHM, LOSS, COST_MAP)
        .addAll(PathMoves.params())
        .add(ANY_SIZE)
        .build();
  }

  @Override
  public String defaults() {
    return PathRecipes.DEFAULTS;
  }

  @Override
  public List<NamedRecipe> recipes() {
    return PathRecipes.all();
  }

  @Override
  public String words(Values task) {
    GridMoves moves = PathMoves.of(task);
    String words =
        "paths on %s%s, %s"
            .formatted(
                task.chosen(DATA).words(),
                moves.equals(GridMoves.PLAIN) ? "" : " (%s)".formatted(moves.words()),
                task.chosen(ALGORITHM).words());
    return task.chosen(ALGORITHM).name().equals(PathAlgorithms.PERTURBED)
        ? words
        : words + ", " + task.chosen(LOSS).words();
  }

  @Override
  public void check(Recipe recipe) {
    PathMoves.of(recipe.task());
    recipe.task().get(DATA).checkBatch(recipe.batch());
  }

  @Override
  public Metrics metrics() {
    return Metrics.of(
        Metric.share(PathModel.PERFECT_MATCH, "perfect match"),
        Metric.share(PathModel.COST_MATCH, "cost match"),
        Metric.number(PathModel.COST_RATIO, "cost ratio").lowerIsBetter().onlyTold(),
        Metric.number(PathModel.COST_CORRELATION, "cost correlation").onlyTold());
  }

  @Override
  public PathExperiment open(Recipe recipe, Consumer<String> messages) throws IOException {
    return new PathExperiment(
        this, recipe, recipe.task().get(DATA).open(PathMoves.of(recipe.task()), messages));
  }

  @Override
  public Optional<Growth> growth() {
    return Optional.of(new PathGrowth());
  }

  @Override
  public Prediction prediction() {
    return new PathPrediction();
  }

  @Override
  public Optional<Benchmark<PathBatch>> benchmark() {
    return Optional.of(new PathBenchmark());
  }

  /** Generated maps are as large as need be; those of files have the size that they have. */
  @Override
  public Map<String, String> sizes(LoadedModel model, Recipe recipe) {
    Shape costs = model.output(SavedModelLayout.SERVE, PathModel.COSTS);
    return costs.get(1) > 0 && recipe.task().chosen(DATA).name().equals(TerrainData.SOURCE)
        ? Map.of("task.data.height", "" + costs.get(1), "task.data.width", "" + costs.get(2))
        : Map.of();
  }
}
