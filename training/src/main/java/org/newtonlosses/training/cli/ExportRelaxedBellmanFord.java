package org.newtonlosses.training.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.newtonlosses.graphs.model.RelaxedPathModel;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.tensorflow.types.family.TNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code newton export relaxed-bellman-ford}. */
@Command(
    name = PathAlgorithmOptions.RELAXED_BELLMAN_FORD,
    description = "The relaxed Bellman-Ford algorithm (AlgoVision, Petersen et al., NeurIPS 2021).",
    footer = {
      "",
      "Signature serving_default: costs [B, h, w] (of cells, positive; 8 neighbours) -> path"
          + " [B, h, w], how much each cell is on the way."
    })
final class ExportRelaxedBellmanFord extends ExportKind {
  @Mixin private GridMixin grid;
  @Mixin private BellmanFordOptions options;

  @Override
  void export(Path directory, Class<? extends TNumber> type, Extras extras) throws IOException {
    Grid cells = grid.grid();
    RelaxedBellmanFord algorithm = options.algorithm();
    new RelaxedPathModel<>(algorithm, cells, type).export(directory, extras.get());
  }
}
