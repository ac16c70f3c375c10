/**
 * What determines a run: {@link org.newtonlosses.training.recipe.Recipe}, its schema, and {@link
 * org.newtonlosses.training.recipe.Recipes}, which reads them and knows those that have a name.
 *
 * <p>A recipe is values of a schema. What a task adds to it is said by its {@link
 * org.newtonlosses.training.recipe.TaskSection}; algorithms, losses, curvatures, networks and
 * optimisers are variants by name, built from their parameters when they are asked for.
 */
package org.newtonlosses.training.recipe;
