package org.newtonlosses.training.task.lists;

import java.util.List;
import org.newtonlosses.training.recipe.NamedRecipe;

/** Recipes of learning to rank. */
final class ListRecipes {
  static final String DEFAULTS =
      """
      network: {name: mlp, layers: [128, 64], dropout: 0.4}
      newton: {curvature: none}
      optimizer: {name: adamw, clip-norm: 1.0}
      batch: 16
      steps: 4000
      validate-every: 200
      """;

  private ListRecipes() {}

  static List<NamedRecipe> all() {
    return List.of(new NamedRecipe("learning-to-rank", "task: {kind: learning-to-rank}"));
  }
}
