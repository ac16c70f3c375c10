package org.newtonlosses.training.cli;

import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RelaxedSort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code newton export neuralsort}. */
@Command(name = "neuralsort", description = "NeuralSort (Grover et al., ICLR 2019).")
final class ExportNeuralSort extends ExportSort {
  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = RelaxedSortOptions.TEMPERATURE,
      description = "T > 0, in units of the scores; towards 0 the sort gets exact")
  private double temperature;

  @Override
  RelaxedSort sort(boolean hard) {
    return new NeuralSort(temperature, hard);
  }
}
