package org.newtonlosses.training.cli;

import java.util.List;
import java.util.Map;
import org.newtonlosses.training.Experiment;
import org.newtonlosses.training.RankingExperiment;
import org.newtonlosses.training.recipe.BuiltInRecipes;
import org.newtonlosses.training.recipe.RankingTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.session.SessionOptions;
import picocli.CommandLine.Command;

/** {@code newton bench ranking}: seconds of a step of a ranking recipe, and of its parts. */
@Command(
    name = RankingTask.KIND,
    abbreviateSynopsis = true,
    description = {
      "Measures steps of a ranking recipe (neuralsort-n5-fisher if none is named): loading, the"
          + " step, and what the Newton loss costs.",
      "For the last, the same model with the curvature none makes every other step; it is the"
          + " difference of the two medians. How much neighbouring steps differ shows how sure it is.",
      "30 steps are measured if --steps does not say how many."
    },
    modelTransformer = RecipeOptions.class)
final class BenchRankingCommand extends BenchSteps {

  @Override
  Recipe initial() {
    return BuiltInRecipes.find("neuralsort-n5-fisher").orElseThrow();
  }

  @Override
  void putSize(Map<String, Object> report, Experiment<?> experiment) {
    report.put("n", ((RankingExperiment) experiment).task().n());
  }

  @Override
  List<String> measureMore(
      Map<String, Object> report, Experiment<?> experiment, SessionOptions options) {
    return List.of();
  }
}
