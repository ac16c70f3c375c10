/**
 * Loaded SavedModels: {@link org.newtonlosses.training.model.LoadedModel} calls their signatures,
 * and {@link org.newtonlosses.training.model.DrivenModel} trains, evaluates, saves and restores one
 * through them, fed by a {@link org.newtonlosses.training.model.Feed}. Nothing here builds a graph:
 * what is driven is what was exported, so that a program in another language could drive it too.
 */
package org.newtonlosses.training.model;
