package org.newtonlosses.training.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.Batches;
import org.newtonlosses.training.Evaluation;
import org.newtonlosses.training.Experiment;
import org.newtonlosses.training.LoadedModel;
import org.newtonlosses.training.ModelRecipe;
import org.newtonlosses.training.TrainableModel;
import org.newtonlosses.training.recipe.RankingTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code newton evaluate}: the metrics of a trained SavedModel on test examples. */
@Command(
    name = "evaluate",
    description = {
      "Measures how well a trained SavedModel does on test examples: those of its own recipe, if"
          + " no options say otherwise.",
      "The folder initial of a run holds the model before the first step."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "DIR", required = true, description = "the SavedModel")
  private Path model;

  @Mixin private DataMixin data;

  @Option(names = "--n", paramLabel = "N", description = "items to rank; must be the model's own")
  private Integer n;

  @Option(names = "--examples", paramLabel = "K", description = "how many examples")
  private Integer examples;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "100",
      showDefaultValue = Visibility.ALWAYS,
      description = "examples at a time")
  private int batch;

  @Mixin private SessionMixin session;

  @Override
  public Integer call() throws IOException {
    try (LoadedModel loaded = LoadedModel.open(model, session.options())) {
      ModelRecipe own = ModelRecipe.of(loaded);
      Map<String, String> changes = data.changes(own.own());
      if (examples != null) {
        changes.put("task.data.test", examples.toString());
      }
      changes.put("batch", "" + batch);
      Recipe recipe = own.with(changes);
      checkItems(recipe.task());
      evaluate(loaded, Experiment.of(recipe, spec.commandLine().getErr()::println));
    }
    return 0;
  }

  private void checkItems(Task task) {
    if (n == null) {
      return;
    }
    if (!(task instanceof RankingTask ranking)) {
      throw new IllegalArgumentException("n is for ranking models, this one finds paths");
    }
    if (n != ranking.n()) {
      throw new IllegalArgumentException(
          "n must be that of the model, %d, found %d".formatted(ranking.n(), n));
    }
  }

  private <B extends Batch> void evaluate(LoadedModel loaded, Experiment<B> experiment) {
    try (TrainableModel<B> trained = new TrainableModel<>(loaded, experiment.feed());
        Batches<B> batches = experiment.test().open()) {
      Evaluation evaluation = trained.evaluate(batches, () -> false);
      spec.commandLine()
          .getOut()
          .println(
              "%d examples of %s, %s: %s, loss %.5f"
                  .formatted(
                      evaluation.examples(),
                      experiment.provenance().name(),
                      experiment.exampleSize(),
                      Wording.metrics(evaluation.means()),
                      evaluation.mean("loss")));
    }
  }
}
