package org.newtonlosses.training.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recipes that have a name: a quick one for each task, and one for each cell of the paper's tables
 * at the paper's scale, such as {@code neuralsort-n5-fisher} or {@code rbf-for-l1-fisher}.
 */
public final class BuiltInRecipes {
  private static final Map<String, Recipe> QUICK = new LinkedHashMap<>();
  private static final Map<String, Recipe> ALL = new LinkedHashMap<>();

  static {
    for (Recipe quick : List.of(RankingRecipes.quick(), PathRecipes.quick())) {
      QUICK.put(quick.task().kind(), quick);
      ALL.put(quick.name(), quick);
    }
    RankingRecipes.paper().forEach(recipe -> ALL.put(recipe.name(), recipe));
    PathRecipes.paper().forEach(recipe -> ALL.put(recipe.name(), recipe));
  }

  private BuiltInRecipes() {}

  /** All names, those of the quick recipes first. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** The recipe of that name. */
  public static Optional<Recipe> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /**
   * The recipe of {@code newton train} without options but {@code --task}.
   *
   * @param kind of the task
   * @throws IllegalArgumentException if there is no such task; the message lists them
   */
  public static Recipe quick(String kind) {
    Recipe quick = QUICK.get(kind);
    if (quick == null) {
      throw new IllegalArgumentException(
          "task must be one of %s, found %s".formatted(String.join(", ", QUICK.keySet()), kind));
    }
    return quick;
  }
}
