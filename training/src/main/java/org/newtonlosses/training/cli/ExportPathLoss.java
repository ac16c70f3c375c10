package org.newtonlosses.training.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.newtonlosses.graphs.model.PathLossModel;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.tensorflow.types.family.TNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code newton export path-loss}. */
@Command(
    name = "path-loss",
    abbreviateSynopsis = true,
    description = "A loss on paths, with a curvature and its Newton loss.",
    footer = {
      "",
      "Signature serving_default: costs [B, h, w], target [B, h, w] (the true paths, of zeros and"
          + " ones) and, if the algorithm is stochastic, noise [S, B, h*w] -> loss [B], gradient"
          + " [B, h, w], curvature [h*w, h*w], step [B, h, w], newton_target [B, h, w], newton_loss"
          + " [B]."
    })
final class ExportPathLoss extends ExportKind {
  @Mixin private PathAlgorithmOptions algorithm;
  @Mixin private GridMixin grid;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "l1",
      description =
          "between found and true path, l1 or l2; not used by perturbed-optimizer, which has its"
              + " own, Fenchel-Young loss")
  private String loss;

  @Mixin private NewtonMixin newton;

  @Override
  void export(Path directory, Class<? extends TNumber> type, Extras extras) throws IOException {
    Grid cells = grid.grid();
    PathAlgorithm chosen = algorithm.algorithm();
    NewtonLoss newtonLoss = newton.newton();
    new PathLossModel<>(chosen, PathLoss.parse(loss), newtonLoss, cells, type)
        .export(directory, extras.get());
  }
}
