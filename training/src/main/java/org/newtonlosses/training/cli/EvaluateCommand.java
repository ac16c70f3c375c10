package org.newtonlosses.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.DigitSplits;
import org.newtonlosses.data.RankingBatch;
import org.newtonlosses.training.Evaluation;
import org.newtonlosses.training.RankingExperiment;
import org.newtonlosses.training.RankingFeed;
import org.newtonlosses.training.TrainableModel;
import org.newtonlosses.training.recipe.DigitSource;
import org.newtonlosses.training.recipe.RankingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code newton evaluate}: EM, EW and EM5 of a trained SavedModel on test examples. */
@Command(
    name = "evaluate",
    description = "Measures how well a trained SavedModel ranks test examples.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "DIR", required = true, description = "the SavedModel")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      defaultValue = "mnist",
      description = "mnist or synthetic")
  private String data;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = RankingData.CACHE,
      description = "folder of the four idx files, or cache")
  private String folder;

  @Option(names = "--n", paramLabel = "N", description = "items to rank; must be the model's own")
  private Integer n;

  @Option(
      names = "--examples",
      paramLabel = "K",
      defaultValue = "10000",
      description = "how many examples")
  private int examples;

  @Option(
      names = "--batch",
      paramLabel = "B",
      defaultValue = "100",
      description = "examples at a time")
  private int batch;

  @Mixin private SessionMixin session;

  @Override
  public Integer call() throws IOException {
    PrintWriter messages = spec.commandLine().getErr();
    RankingData source =
        new RankingData(DigitSource.parse(data), folder, OptionalLong.empty(), 1, examples);
    try (TrainableModel<RankingBatch> loaded =
        TrainableModel.load(model, session.options(), new RankingFeed())) {
      int items = items(loaded);
      DigitSplits digits = RankingExperiment.digits(source, messages::println);
      Dataset<RankingBatch> test = RankingExperiment.test(digits, items, examples).batch(batch);
      try (Batches<RankingBatch> batches = test.open()) {
        Evaluation evaluation = loaded.evaluate(batches, () -> false);
        spec.commandLine()
            .getOut()
            .println(
                "%d examples of %s, n = %d: %s, loss %.5f"
                    .formatted(
                        evaluation.examples(),
                        digits.provenance().name(),
                        items,
                        Wording.ranking(evaluation.means()),
                        evaluation.mean("loss")));
      }
    }
    return 0;
  }

  private int items(TrainableModel<RankingBatch> loaded) {
    int items = (int) loaded.evaluated("values").get(1);
    if (n != null && n != items) {
      throw new IllegalArgumentException(
          "n must be that of the model, %d, found %d".formatted(items, n));
    }
    return items;
  }
}
