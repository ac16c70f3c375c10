package org.newtonlosses.training.cli;

import org.newtonlosses.graphs.path.InterpolatedPath;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PerturbedPath;
import org.newtonlosses.graphs.path.SmoothedPath;
import org.newtonlosses.graphs.path.SmoothedPathLoss;
import org.newtonlosses.training.recipe.PathRecipes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose any of the ways to learn costs from paths. */
final class PathAlgorithmOptions {
  static final String RELAXED_BELLMAN_FORD = "relaxed-bellman-ford";

  private static final String BLACKBOX_INTERPOLATION = "blackbox-interpolation";

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = RELAXED_BELLMAN_FORD,
      description =
          RELAXED_BELLMAN_FORD
              + ", smoothed-loss, smoothed-algorithm, perturbed-optimizer or "
              + BLACKBOX_INTERPOLATION)
  private String algorithm;

  @Mixin private BellmanFordOptions bellmanFord;
  @Mixin private SmoothingOptions smoothing;

  @Option(
      names = "--lambda",
      paramLabel = "L",
      description = BLACKBOX_INTERPOLATION + ": L > 0, " + PathRecipes.LAMBDA + " if not given")
  private Double lambda;

  /**
   * Returns the algorithm; from then on its options hold their final values.
   *
   * @throws IllegalArgumentException if there is no such algorithm, an option does not belong to it
   *     or its value is not allowed
   */
  PathAlgorithm algorithm() {
    boolean relaxed = algorithm.equals(RELAXED_BELLMAN_FORD);
    boolean interpolated = algorithm.equals(BLACKBOX_INTERPOLATION);
    if (!relaxed) {
      bellmanFord.reject(algorithm);
    }
    if (relaxed || interpolated) {
      smoothing.reject(algorithm);
    }
    if (!interpolated) {
      Rejection.unlessAbsent(lambda, "lambda", algorithm, BLACKBOX_INTERPOLATION);
    }
    return switch (algorithm) {
      case RELAXED_BELLMAN_FORD -> bellmanFord.algorithm();
      case "smoothed-loss" -> new SmoothedPathLoss(smoothing.smoothing());
      case "smoothed-algorithm" -> new SmoothedPath(smoothing.smoothing());
      case "perturbed-optimizer" -> new PerturbedPath(smoothing.smoothing());
      case BLACKBOX_INTERPOLATION -> {
        lambda = lambda == null ? Double.valueOf(PathRecipes.LAMBDA) : lambda;
        yield new InterpolatedPath(lambda);
      }
      default ->
          throw new IllegalArgumentException(
              "algorithm must be one of relaxed-bellman-ford, smoothed-loss, smoothed-algorithm,"
                  + " perturbed-optimizer, blackbox-interpolation, found "
                  + algorithm);
    };
  }
}
