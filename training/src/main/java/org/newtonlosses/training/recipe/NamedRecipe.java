package org.newtonlosses.training.recipe;

/**
 * A recipe that has a name.
 *
 * @param name of letters, digits, dots, dashes and underscores
 * @param yaml what differs from the defaults of its task, whose kind it names:
 *     <pre>{@code
 * task: {kind: ranking, n: 10}
 * steps: 400
 * }</pre>
 */
public record NamedRecipe(String name, String yaml) {}
