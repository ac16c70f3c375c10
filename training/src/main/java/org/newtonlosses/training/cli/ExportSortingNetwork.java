package org.newtonlosses.training.cli;

import org.newtonlosses.graphs.sort.ComparatorNetwork;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SortingNetwork;
import org.newtonlosses.graphs.sort.SwapDistribution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code newton export sorting-network}. */
@Command(
    name = "sorting-network",
    description = "Differentiable sorting network (Petersen et al., ICML 2021 and ICLR 2022).")
final class ExportSortingNetwork extends ExportSort {
  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = RelaxedSortOptions.NETWORK,
      description = "odd-even or bitonic")
  private String network;

  @Option(
      names = "--distribution",
      paramLabel = "NAME",
      defaultValue = RelaxedSortOptions.DISTRIBUTION,
      description = "logistic, cauchy, gaussian, reciprocal, optimal or logistic-phi")
  private String distribution;

  @Option(
      names = "--steepness",
      paramLabel = "S",
      defaultValue = RelaxedSortOptions.STEEPNESS,
      description = "S > 0, in units of 1 / score; the larger, the more exact")
  private double steepness;

  @Override
  RelaxedSort sort(boolean hard) {
    return new SortingNetwork(
        ComparatorNetwork.parse(network), SwapDistribution.parse(distribution), steepness, hard);
  }
}
