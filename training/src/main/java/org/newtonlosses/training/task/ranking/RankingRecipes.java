package org.newtonlosses.training.task.ranking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.newtonlosses.training.recipe.NamedRecipe;

/** Recipes of ranking supervision: a quick one, and the cells of the paper's ranking table. */
final class RankingRecipes {
  private static final String QUICK =
      """
      task:
        kind: ranking
        data: {validation: 500, test: 2000}
      batch: 20
      steps: 400
      validate-every: 100
      checkpoint-every: 100
      """;

  private RankingRecipes() {}

  static List<NamedRecipe> all() {
    Map<String, String> algorithms = new LinkedHashMap<>();
    algorithms.put("neuralsort", "{name: neuralsort}");
    algorithms.put("softsort", "{name: softsort}");
    algorithms.put("logistic-dsn", "{name: sorting-network, distribution: logistic}");
    algorithms.put("cauchy-dsn", "{name: sorting-network, distribution: cauchy}");
    List<NamedRecipe> recipes = new ArrayList<>();
    recipes.add(new NamedRecipe("quick", QUICK));
    algorithms.forEach(
        (name, algorithm) -> {
          for (int n : new int[] {5, 10}) {
            for (String curvature : List.of("none", "hessian", "fisher")) {
              recipes.add(
                  new NamedRecipe(
                      "%s-n%d-%s".formatted(name, n, curvature),
                      """
                      task: {kind: ranking, n: %d, algorithm: %s}
                      newton: {curvature: %s, tikhonov: %s}
                      """
                          .formatted(n, algorithm, curvature, tikhonov(algorithm, curvature))));
            }
          }
        });
    return recipes;
  }

  /**
   * λ of the size of the larger eigenvalues of C: for a temperature of 1 the Fisher's of a softmax
   * relaxation are near 0.01, the Hessian's, and those of the networks, near 0.1.
   */
  private static double tikhonov(String algorithm, String curvature) {
    return curvature.equals("fisher") && !algorithm.contains("sorting-network") ? 0.01 : 0.1;
  }
}
