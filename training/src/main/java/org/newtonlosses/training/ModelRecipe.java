package org.newtonlosses.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.newtonlosses.training.recipe.PathTask;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.RecipeYaml;
import org.newtonlosses.training.recipe.TerrainData;
import org.tensorflow.ndarray.Shape;

/**
 * The recipe by which a trained model is to be used.
 *
 * @param model the trained model
 * @param own the recipe that was kept with it, or else the default one of its task
 */
public record ModelRecipe(LoadedModel model, Recipe own) {
  private static final String EVALUATE = "evaluate";

  /**
   * The recipe of a model.
   *
   * @throws IllegalArgumentException if this is not a trained model
   * @throws IOException if its recipe cannot be read
   */
  public static ModelRecipe of(LoadedModel model) throws IOException {
    List<String> inputs = List.copyOf(model.signature(EVALUATE).inputNames());
    boolean ranking = inputs.contains("values");
    if (!ranking && !inputs.contains("target")) {
      throw model.otherKind("evaluate takes neither values to rank nor target paths");
    }
    Optional<Path> file = model.extra("recipe.yaml");
    Recipe own =
        file.isPresent()
            ? RecipeYaml.read(file.get())
            : ranking ? Recipe.defaults() : Recipe.pathDefaults();
    return new ModelRecipe(model, own);
  }

  /**
   * The recipe with other values, and with examples of the model's size.
   *
   * @param changes YAML values by path, such as {@code task.data.source}
   * @throws IllegalArgumentException if a path or value is not allowed
   */
  public Recipe with(Map<String, String> changes) {
    Recipe changed = RecipeYaml.with(own, changes);
    return RecipeYaml.with(changed, size(changed));
  }

  private Map<String, String> size(Recipe recipe) {
    if (!(recipe.task() instanceof PathTask task)) {
      return Map.of("task.n", "" + model.input(EVALUATE, "values").get(1));
    }
    // Generated maps are as large as need be; those of files have the size that they have.
    Shape target = model.input(EVALUATE, "target");
    return task.data() instanceof TerrainData
        ? Map.of("task.data.height", "" + target.get(1), "task.data.width", "" + target.get(2))
        : Map.of();
  }
}
