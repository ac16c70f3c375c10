package org.newtonlosses.training.task.lists;

import java.util.List;
import org.newtonlosses.training.recipe.NamedRecipe;

/** Recipes of learning to rank. */
final class ListRecipes {
  static final String DEFAULTS =
      """
      network: {name: mlp}
      newton: {curvature: none}
      optimizer: {name: adamw}
      batch: 20
      steps: 1000
      validate-every: 50
      checkpoint-every: 1000
      """;

  private ListRecipes() {}

  static List<NamedRecipe> all() {
    return List.of(new NamedRecipe("learning-to-rank", "task: {kind: learning-to-rank}"));
  }
}
