/**
 * Training of exported SavedModels.
 *
 * <p>{@link org.newtonlosses.training.TrainableModel} drives a {@link
 * org.newtonlosses.training.LoadedModel} through its signatures, {@link
 * org.newtonlosses.training.Trainer} is the loop, {@link
 * org.newtonlosses.training.TrainingListener} hears of it, and an {@link
 * org.newtonlosses.training.Experiment} is what a task makes of a recipe. Nothing here builds a
 * graph: what is driven is what was exported, so that a program in another language could drive it
 * too.
 */
package org.newtonlosses.training;
