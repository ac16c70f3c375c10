package org.newtonlosses.training.cli;

import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftSort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code newton export softsort}. */
@Command(name = "softsort", description = "SoftSort (Prillo and Eisenschlos, ICML 2020).")
final class ExportSoftSort extends ExportSort {
  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = RelaxedSortOptions.TEMPERATURE,
      description = "T > 0, in units of the scores to the power P; towards 0 the sort gets exact")
  private double temperature;

  @Option(
      names = "--power",
      paramLabel = "P",
      defaultValue = RelaxedSortOptions.POWER,
      description = "P > 0, the power of the distances between scores")
  private double power;

  @Override
  RelaxedSort sort(boolean hard) {
    return new SoftSort(temperature, power, hard);
  }
}
