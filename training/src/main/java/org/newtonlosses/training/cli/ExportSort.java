package org.newtonlosses.training.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.newtonlosses.graphs.model.SortModel;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.tensorflow.types.family.TNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the relaxed sorting algorithms have in common as kinds of {@code newton export}. */
@Command(
    footer = {
      "",
      "Signature serving_default: scores [B, n] -> permutation [B, n, n], sorted [B, n].",
      "permutation[b, r, i] is how much item i holds rank r; ranks ascend."
    })
abstract class ExportSort extends ExportKind {
  @Option(
      names = "--n",
      paramLabel = "N",
      defaultValue = "5",
      description = "items to sort, at least 2")
  private int n;

  @Option(names = "--hard", description = "exact permutation forward, relaxed one backward")
  private boolean hard;

  /** Returns the algorithm. */
  abstract RelaxedSort sort(boolean hard);

  @Override
  final void export(Path directory, Class<? extends TNumber> type, Extras extras)
      throws IOException {
    Ranges.requireAtLeast("n", 2, n);
    new SortModel<>(sort(hard), n, type).export(directory, extras.get());
  }
}
