package org.newtonlosses.training.cli.export;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.newtonlosses.graphs.model.ListLossModel;
import org.newtonlosses.graphs.model.PathInputs;
import org.newtonlosses.graphs.model.PathLossModel;
import org.newtonlosses.graphs.model.RankingLossModel;
import org.newtonlosses.graphs.model.RelaxedPathModel;
import org.newtonlosses.graphs.model.ShortestPathModel;
import org.newtonlosses.graphs.model.SortModel;
import org.newtonlosses.graphs.model.TopKLossModel;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.TopKCrossEntropy;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.schema.Choice;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Param;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.schema.Variant;
import org.newtonlosses.training.task.lists.LearningToRankTask;
import org.newtonlosses.training.task.paths.PathAlgorithms;
import org.newtonlosses.training.task.paths.PathMoves;
import org.newtonlosses.training.task.paths.PathTask;
import org.newtonlosses.training.task.ranking.RankingTask;

/** What can be exported: every relaxed sort that is registered, the exact path, and losses. */
final class ExportKinds {

  private static final Choice<RelaxedSort> SORT =
      Choice.of("algorithm", RelaxedSort.class, "neuralsort").help("the relaxed sort");
  private static final Param<Integer> SLOTS =
      Param.integer("slots", 10).atLeast(2).label("M").help("items of the longest list");
  private static final Param<Integer> CLASSES =
      Param.integer("classes", 10).atLeast(2).label("C").help("to choose from");
  private static final Param<List<Double>> TOP =
      Param.numbers("top", List.of(0.5, 0.0, 0.0, 0.0, 0.5))
          .help("how much it counts that the label is among the first 1, 2, ... K; sums to 1");

  private static final Param<Boolean> ENDS =
      Param.bool("ends", false).help("each example has a start and a goal of its own");
  private static final Param<Boolean> OBSTACLES =
      Param.bool("obstacles", false).help("cells may be blocked");
  private static final Param<Boolean> ANY_SIZE =
      Param.bool("any-size", false).help("grids of any size, whatever height and width are");

  private static final String FURTHER_INPUTS =
      "With --ends also start, goal int32 [B, 2] (row and column from 0); with --obstacles also"
          + " blocked uint8 [B, h, w] (ones where no path enters).";

  private ExportKinds() {}

  static List<ExportKind> all(Registry registry) {
    List<ExportKind> kinds = new ArrayList<>();
    registry.variants(RelaxedSort.class).forEach(variant -> kinds.add(sort(variant)));
    kinds.add(rankingLoss());
    kinds.add(topKLoss());
    kinds.add(listLoss());
    kinds.add(shortestPath());
    kinds.add(relaxedBellmanFord());
    kinds.add(pathLoss());
    return kinds;
  }

  private static ExportKind sort(Variant<RelaxedSort> variant) {
    return new ExportKind(
        variant.name(),
        variant.help(),
        List.of(
            "Signature serving_default: scores [B, n] -> permutation [B, n, n], sorted [B, n].",
            "permutation[b, r, i] is how much item i holds rank r; ranks ascend."),
        ImmutableList.<Entry<?>>builder().add(RankingTask.N).addAll(variant.params()).build(),
        (values, type, directory, extras) ->
            new SortModel<>(variant.build().apply(values), values.get(RankingTask.N), type)
                .export(directory, extras));
  }

  private static ExportKind rankingLoss() {
    return new ExportKind(
        "ranking-loss",
        "a ranking loss through a relaxed sort, with a curvature and its Newton loss",
        List.of(
            "Signature serving_default: scores [B, n], values [B, n] (the true values, only their"
                + " order counts) -> loss [B], gradient [B, n], curvature [n, n], step [B, n],"
                + " newton_target [B, n], newton_loss [B]."),
        List.of(RankingTask.ALGORITHM, RankingTask.N, RankingTask.LOSS, Recipe.NEWTON),
        (values, type, directory, extras) ->
            new RankingLossModel<>(
                    values.get(RankingTask.ALGORITHM),
                    values.get(RankingTask.LOSS),
                    newton(values),
                    values.get(RankingTask.N),
                    type)
                .export(directory, extras));
  }

  private static ExportKind topKLoss() {
    return new ExportKind(
        "top-k-loss",
        "the top-k cross-entropy of a classification, with a curvature and its Newton loss",
        List.of(
            "Signature serving_default: scores [B, C], labels int32 [B] (the true classes, 0 ... C"
                + " - 1) -> loss [B], gradient [B, C], curvature [C, C], step [B, C],"
                + " newton_target [B, C], newton_loss [B]."),
        List.of(SORT, CLASSES, TOP, Recipe.NEWTON),
        (values, type, directory, extras) ->
            new TopKLossModel<>(
                    new TopKCrossEntropy(values.get(SORT), values.get(TOP)),
                    newton(values),
                    values.get(CLASSES),
                    type)
                .export(directory, extras));
  }

  private static ExportKind listLoss() {
    return new ExportKind(
        "list-loss",
        "a loss of lists of different lengths with grades, with a curvature and its Newton loss",
        List.of(
            "Signature serving_default: scores [B, m], grades float32 [B, m] (0 or more, negative"
                + " where there is no item) -> loss [B], gradient [B, m], curvature [m, m], step"
                + " [B, m], newton_target [B, m], newton_loss [B]."),
        List.of(LearningToRankTask.ALGORITHM, SLOTS, LearningToRankTask.LOSS, Recipe.NEWTON),
        (values, type, directory, extras) ->
            new ListLossModel<>(
                    values.get(LearningToRankTask.LOSS),
                    values.get(LearningToRankTask.ALGORITHM),
                    newton(values),
                    values.get(SLOTS),
                    type)
                .export(directory, extras));
  }

  private static ExportKind shortestPath() {
    return new ExportKind(
        "shortest-path",
        "the exact shortest path from the first to the last cell of a grid",
        List.of(
            "Signature serving_default: costs [B, h, w] (of cells, positive; 8 neighbours) -> path"
                + " [B, h, w] of zeros and ones, path_cost [B], both ends counted.",
            FURTHER_INPUTS,
            "Where no path leads to the goal, path is all zeros and path_cost infinite. With"
                + " --step-cost entering the start is not counted, and diagonal steps count sqrt(2)"
                + " times."),
        pathParams(PathTask.HEIGHT, PathTask.WIDTH, ANY_SIZE),
        (values, type, directory, extras) ->
            new ShortestPathModel<>(
                    values.get(ANY_SIZE) ? Optional.empty() : Optional.of(grid(values)),
                    pathInputs(values),
                    type)
                .export(directory, extras));
  }

  private static ExportKind relaxedBellmanFord() {
    Variant<RelaxedBellmanFord> variant = PathAlgorithms.relaxedBellmanFord();
    return new ExportKind(
        variant.name(),
        variant.help(),
        List.of(
            "Signature serving_default: costs [B, h, w] (of cells, positive; 8 neighbours) -> path"
                + " [B, h, w], how much each cell is on the way.",
            FURTHER_INPUTS),
        ImmutableList.<Entry<?>>builder()
            .addAll(pathParams(PathTask.HEIGHT, PathTask.WIDTH))
            .addAll(variant.params())
            .build(),
        (values, type, directory, extras) ->
            new RelaxedPathModel<>(
                    variant.build().apply(values), grid(values), pathInputs(values), type)
                .export(directory, extras));
  }

  private static ExportKind pathLoss() {
    return new ExportKind(
        "path-loss",
        "a loss on paths, with a curvature and its Newton loss",
        List.of(
            "Signature serving_default: costs [B, h, w], target [B, h, w] (the true paths, of zeros"
                + " and ones) and, if the algorithm is stochastic, noise [S, B, h*w] -> loss [B],"
                + " gradient [B, h, w], curvature [h*w, h*w], step [B, h, w], newton_target [B, h,"
                + " w], newton_loss [B].",
            FURTHER_INPUTS,
            "With --step-cost entering and 8 neighbours also diagonals uint8 [B, h, w] (ones where"
                + " the true path enters a cell by a diagonal step)."),
        pathParams(
            PathTask.ALGORITHM, PathTask.HEIGHT, PathTask.WIDTH, PathTask.LOSS, Recipe.NEWTON),
        (values, type, directory, extras) ->
            new PathLossModel<>(
                    values.get(PathTask.ALGORITHM),
                    values.get(PathTask.LOSS),
                    newton(values),
                    grid(values),
                    pathInputs(values),
                    type)
                .export(directory, extras));
  }

  private static List<Entry<?>> pathParams(Entry<?>... own) {
    return ImmutableList.<Entry<?>>builder()
        .add(own)
        .add(ENDS, OBSTACLES)
        .addAll(PathMoves.params())
        .build();
  }

  private static PathInputs pathInputs(Values values) {
    return new PathInputs(
        PathMoves.graph(PathMoves.of(values)), values.get(ENDS), values.get(OBSTACLES));
  }

  private static Grid grid(Values values) {
    return new Grid(values.get(PathTask.HEIGHT), values.get(PathTask.WIDTH));
  }

  private static NewtonLoss newton(Values values) {
    return new NewtonLoss(values.get(Recipe.NEWTON));
  }
}
