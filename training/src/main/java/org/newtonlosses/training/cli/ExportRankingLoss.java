package org.newtonlosses.training.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.newtonlosses.graphs.model.RankingLossModel;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.types.family.TNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code newton export ranking-loss}. */
@Command(
    name = "ranking-loss",
    abbreviateSynopsis = true,
    description = "A ranking loss through a relaxed sort, with a curvature and its Newton loss.",
    footer = {
      "",
      "Signature serving_default: scores [B, n], values [B, n] (the true values, only their order"
          + " counts) -> loss [B], gradient [B, n], curvature [n, n], step [B, n], newton_target"
          + " [B, n], newton_loss [B]."
    })
final class ExportRankingLoss extends ExportKind {
  @Mixin private RelaxedSortOptions algorithm;

  @Option(
      names = "--n",
      paramLabel = "N",
      defaultValue = "5",
      description = "items to rank, at least 2")
  private int n;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "binary-cross-entropy",
      description = "cross-entropy or binary-cross-entropy")
  private String loss;

  @Mixin private NewtonMixin newton;

  @Override
  void export(Path directory, Class<? extends TNumber> type, Extras extras) throws IOException {
    Ranges.requireAtLeast("n", 2, n);
    RelaxedSort sort = algorithm.sort();
    NewtonLoss newtonLoss = newton.newton();
    new RankingLossModel<>(sort, RankingLoss.parse(loss), newtonLoss, n, type)
        .export(directory, extras.get());
  }
}
