package org.newtonlosses.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.newtonlosses.training.LoadedModel;
import org.newtonlosses.training.predict.PathPredictor;
import org.newtonlosses.training.predict.RankingPredictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code newton predict}: what a trained model makes of a user's own images. */
@Command(
    name = "predict",
    description = {
      "Ranks images of four-digit numbers, or finds paths on maps, with a trained model.",
      "Ranking: smallest first. An image (PNG, JPEG, ...) is an item; it is scaled to 28 x 112. An"
          + " idx file, plain or gzip, holds items [N, 28, 112] or digits [N, 28, 28], each four in"
          + " turn an item.",
      "Paths: an image of the model's size is a map. A .npy file holds maps, uint8 [N, H, W, 3]."
          + " Instead of files, --split and --index take maps from a data set."
    },
    sortOptions = false)
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "DIR", required = true, description = "the SavedModel")
  private Path model;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Mixin private RankingPrediction ranking;
  @Mixin private PathPrediction paths;
  @Mixin private SessionMixin session;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "images; ranking: idx files; paths: npy files")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    if (files.isEmpty() && !paths.hasIndex()) {
      throw new ParameterException(spec.commandLine(), "missing required parameter: FILE");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter messages = spec.commandLine().getErr();
    try (LoadedModel loaded = LoadedModel.open(model, session.options())) {
      if (RankingPredictor.suits(loaded)) {
        refuse(paths.given(), "a ranking model");
        ranking.run(loaded, files, json, out, messages);
      } else if (PathPredictor.suits(loaded)) {
        refuse(ranking.given(), "a path model");
        paths.run(loaded, files, json, out, messages);
      } else {
        throw loaded.otherKind(
            "serving_default neither ranks (images → scores) nor finds paths (images → costs,"
                + " path)");
      }
    }
    return 0;
  }

  private static void refuse(List<String> options, String kind) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: not for %s".formatted(String.join(", ", options), kind));
    }
  }
}
