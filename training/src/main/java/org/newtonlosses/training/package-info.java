/**
 * Training of exported SavedModels: {@link org.newtonlosses.training.Trainer} is the loop, and
 * {@link org.newtonlosses.training.TrainingListener}s hear of it.
 *
 * <p>What is trained is an {@link org.newtonlosses.training.task.Experiment}, which a {@link
 * org.newtonlosses.training.task.Task} makes of a {@link org.newtonlosses.training.recipe.Recipe};
 * {@link org.newtonlosses.training.registry.Registry} knows tasks by name. A {@link
 * org.newtonlosses.training.model.DrivenModel} is trained through the signatures of its SavedModel
 * alone, so that a program in another language could drive it too.
 */
package org.newtonlosses.training;
