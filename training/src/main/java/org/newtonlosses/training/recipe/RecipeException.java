package org.newtonlosses.training.recipe;

/**
 * A recipe that cannot be: the message is one line that names the key, what was found and what is
 * allowed.
 */
public final class RecipeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  RecipeException(String message) {
    super(message);
  }
}
