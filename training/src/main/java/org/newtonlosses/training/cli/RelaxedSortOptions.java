package org.newtonlosses.training.cli;

import org.newtonlosses.graphs.sort.ComparatorNetwork;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftSort;
import org.newtonlosses.graphs.sort.SortingNetwork;
import org.newtonlosses.graphs.sort.SwapDistribution;
import picocli.CommandLine.Option;

/** The options that choose any of the relaxed sorting algorithms. */
final class RelaxedSortOptions {
  static final String TEMPERATURE = "1.0";
  static final String POWER = "1.0";
  static final String NETWORK = "odd-even";
  static final String DISTRIBUTION = "logistic";
  static final String STEEPNESS = "10.0";

  private static final String NEURALSORT = "neuralsort";
  private static final String SOFTSORT = "softsort";
  private static final String SORTING_NETWORK = "sorting-network";

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = NEURALSORT,
      description = "neuralsort, softsort or sorting-network")
  private String algorithm;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "neuralsort, softsort: T > 0, " + TEMPERATURE + " if not given")
  private Double temperature;

  @Option(
      names = "--power",
      paramLabel = "P",
      description = "softsort: P > 0, the power of the distances, " + POWER + " if not given")
  private Double power;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "sorting-network: odd-even or bitonic, " + NETWORK + " if not given")
  private String network;

  @Option(
      names = "--distribution",
      paramLabel = "NAME",
      description =
          "sorting-network: logistic, cauchy, gaussian, reciprocal, optimal or logistic-phi, "
              + DISTRIBUTION
              + " if not given")
  private String distribution;

  @Option(
      names = "--steepness",
      paramLabel = "S",
      description = "sorting-network: S > 0, " + STEEPNESS + " if not given")
  private Double steepness;

  @Option(names = "--hard", description = "exact permutation forward, relaxed one backward")
  private boolean hard;

  /**
   * Returns the algorithm; from then on its options hold their final values.
   *
   * @throws IllegalArgumentException if there is no such algorithm, an option does not belong to it
   *     or its value is not allowed
   */
  RelaxedSort sort() {
    switch (algorithm) {
      case NEURALSORT -> {
        reject(power, "power", SOFTSORT);
        rejectNetwork();
        temperature = temperature == null ? Double.valueOf(TEMPERATURE) : temperature;
        return new NeuralSort(temperature, hard);
      }
      case SOFTSORT -> {
        rejectNetwork();
        temperature = temperature == null ? Double.valueOf(TEMPERATURE) : temperature;
        power = power == null ? Double.valueOf(POWER) : power;
        return new SoftSort(temperature, power, hard);
      }
      case SORTING_NETWORK -> {
        reject(temperature, "temperature", NEURALSORT + " and " + SOFTSORT);
        reject(power, "power", SOFTSORT);
        network = network == null ? NETWORK : network;
        distribution = distribution == null ? DISTRIBUTION : distribution;
        steepness = steepness == null ? Double.valueOf(STEEPNESS) : steepness;
        return new SortingNetwork(
            ComparatorNetwork.parse(network),
            SwapDistribution.parse(distribution),
            steepness,
            hard);
      }
      default ->
          throw new IllegalArgumentException(
              "algorithm must be one of neuralsort, softsort, sorting-network, found " + algorithm);
    }
  }

  private void rejectNetwork() {
    reject(network, "network", SORTING_NETWORK);
    reject(distribution, "distribution", SORTING_NETWORK);
    reject(steepness, "steepness", SORTING_NETWORK);
  }

  private void reject(Object value, String option, String owner) {
    Rejection.unlessAbsent(value, option, algorithm, owner);
  }
}
