package org.newtonlosses.training.recipe;

import java.util.List;
import org.newtonlosses.training.schema.Entry;
import org.newtonlosses.training.schema.Values;

/** What recipes know of a task: its name, its part of the recipe, and recipes that have a name. */
public interface TaskSection {

  /** Its name in recipes ({@code task.kind}) and on the command line: lower case with dashes. */
  String name();

  /** What is learnt, in one line. */
  String help();

  /** Its part of the recipe: the keys below {@code task}, with types, ranges and defaults. */
  List<Entry<?>> params();

  /**
   * The defaults of the rest of the recipe, as far as they are others for this task than the usual
   * ones: YAML such as {@code {batch: 70, network: {name: comb-resnet18}}}.
   */
  default String defaults() {
    return "{}";
  }

  /**
   * Recipes that have a name. The first is that of {@code newton train --task} with the task's name
   * alone, and should take minutes; if there are none, it is the one with all defaults.
   */
  default List<NamedRecipe> recipes() {
    return List.of();
  }

  /**
   * What a run is about, in a few words, such as {@code ranking n=5, NeuralSort}.
   *
   * @param task the values of {@link #params}
   */
  default String words(Values task) {
    return name();
  }

  /**
   * Checks what the ranges of single values cannot say, such as that a batch can be held.
   *
   * @throws IllegalArgumentException if it is not so; the message says what is allowed
   */
  default void check(Recipe recipe) {}
}
