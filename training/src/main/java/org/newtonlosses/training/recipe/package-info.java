/**
 * What determines a run: recipes, their YAML form, and the built-in ones.
 *
 * <p>A recipe is a tree of immutable records. Algorithms, losses, curvatures and their strengths
 * are the records of {@code org.newtonlosses.graphs} themselves, so that a range is checked, and
 * its error worded, in one place.
 */
package org.newtonlosses.training.recipe;
