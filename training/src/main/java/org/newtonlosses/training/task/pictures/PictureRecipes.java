package org.newtonlosses.training.task.pictures;

import java.util.List;
import org.newtonlosses.training.recipe.NamedRecipe;

/** Recipes for own pictures. */
final class PictureRecipes {
  static final String DEFAULTS =
      """
      network: {name: cnn, channels: [16, 32, 64, 64]}
      batch: 20
      steps: 1500
      validate-every: 100
      checkpoint-every: 100
      """;

  private PictureRecipes() {}

  static List<NamedRecipe> all() {
    return List.of(new NamedRecipe("pictures", "task: {kind: pictures}"));
  }
}
