package org.newtonlosses.training.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.sort.ComparatorNetwork;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftSort;
import org.newtonlosses.graphs.sort.SortingNetwork;
import org.newtonlosses.graphs.sort.SwapDistribution;
import org.newtonlosses.training.session.Precision;

/** Recipes of ranking supervision. */
final class RankingRecipes {
  private static final double STEEPNESS = 10;

  private RankingRecipes() {}

  static Recipe defaults() {
    return new Recipe(
        "custom",
        RankingTask.defaults(),
        new NewtonLoss(Curvature.FISHER, 0.01),
        optimizer(),
        100,
        100_000,
        1_000,
        1_000,
        0,
        Precision.FLOAT32,
        0);
  }

  static Recipe quick() {
    return recipe("quick", new NeuralSort(1, false), 5, Curvature.FISHER, 20, 400, 100, 500, 2_000);
  }

  /** The cells of the paper's ranking table. */
  static List<Recipe> paper() {
    Map<String, RelaxedSort> algorithms = new LinkedHashMap<>();
    algorithms.put("neuralsort", new NeuralSort(1, false));
    algorithms.put("softsort", new SoftSort(1, 1, false));
    algorithms.put("logistic-dsn", network(SwapDistribution.LOGISTIC));
    algorithms.put("cauchy-dsn", network(SwapDistribution.CAUCHY));
    List<Recipe> recipes = new ArrayList<>();
    algorithms.forEach(
        (name, algorithm) -> {
          for (int n : new int[] {5, 10}) {
            for (Curvature curvature :
                List.of(Curvature.NONE, Curvature.HESSIAN, Curvature.FISHER)) {
              String cell = "%s-n%d-%s".formatted(name, n, curvature.key());
              recipes.add(
                  recipe(cell, algorithm, n, curvature, 100, 100_000, 1_000, 1_000, 10_000));
            }
          }
        });
    return recipes;
  }

  private static Recipe recipe(
      String name,
      RelaxedSort algorithm,
      int n,
      Curvature curvature,
      int batch,
      long steps,
      long validateEvery,
      int validation,
      int test) {
    return new Recipe(
        name,
        new RankingTask(
            n,
            new RankingData(
                DigitSource.MNIST, FolderName.CACHE, OptionalLong.empty(), validation, test),
            algorithm,
            RankingLoss.BINARY_CROSS_ENTROPY),
        new NewtonLoss(curvature, tikhonov(algorithm, curvature)),
        optimizer(),
        batch,
        steps,
        validateEvery,
        validateEvery,
        0,
        Precision.FLOAT32,
        0);
  }

  /**
   * λ of the size of the larger eigenvalues of C: for a temperature of 1 the Fisher's of a softmax
   * relaxation are near 0.01, the Hessian's, and those of the networks, near 0.1.
   */
  private static double tikhonov(RelaxedSort algorithm, Curvature curvature) {
    return curvature == Curvature.FISHER && !(algorithm instanceof SortingNetwork) ? 0.01 : 0.1;
  }

  private static Optimizer optimizer() {
    return new Optimizer(1e-3, 0.9, 0.999, 1e-8, OptionalDouble.empty(), List.of());
  }

  /** The algorithms as they are where a recipe names no parameters. */
  static Object[] algorithms() {
    return new Object[] {
      new NeuralSort(1, false), new SoftSort(1, 1, false), network(SwapDistribution.CAUCHY)
    };
  }

  private static SortingNetwork network(SwapDistribution distribution) {
    return new SortingNetwork(ComparatorNetwork.ODD_EVEN, distribution, STEEPNESS, false);
  }
}
