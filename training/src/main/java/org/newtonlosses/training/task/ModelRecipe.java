package org.newtonlosses.training.task;

import java.util.Map;
import org.newtonlosses.training.model.LoadedModel;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.Recipes;

/**
 * The recipe by which a trained model is to be used.
 *
 * @param model the trained model
 * @param task its task
 * @param own the recipe that was kept with it, or else the default one of its task
 * @param recipes reads changes of it
 */
public record ModelRecipe(LoadedModel model, Task<?> task, Recipe own, Recipes recipes) {

  /** The file, among the texts that are kept with a model, that holds its recipe. */
  public static final String FILE = "recipe.yaml";

  /**
   * The recipe with other values, and with examples of the model's size.
   *
   * @param changes YAML values by path, such as {@code task.data.source}
   * @throws IllegalArgumentException if a path or value is not allowed
   */
  public Recipe with(Map<String, String> changes) {
    Recipe changed = recipes.with(own, changes);
    return recipes.with(changed, task.sizes(model, changed));
  }
}
