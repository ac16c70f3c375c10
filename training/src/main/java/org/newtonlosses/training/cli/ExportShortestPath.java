package org.newtonlosses.training.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.newtonlosses.graphs.model.ShortestPathModel;
import org.tensorflow.types.family.TNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code newton export shortest-path}. */
@Command(
    name = "shortest-path",
    description = "The exact shortest path from the first to the last cell of a grid.",
    footer = {
      "",
      "Signature serving_default: costs [B, h, w] (of cells, positive; 8 neighbours) -> path"
          + " [B, h, w] of zeros and ones, path_cost [B], both ends counted."
    })
final class ExportShortestPath extends ExportKind {
  @Mixin private GridMixin grid;

  @Override
  void export(Path directory, Class<? extends TNumber> type, Extras extras) throws IOException {
    new ShortestPathModel<>(grid.grid(), type).export(directory, extras.get());
  }
}
