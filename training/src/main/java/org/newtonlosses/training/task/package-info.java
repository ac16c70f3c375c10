/**
 * The contract of a task: {@link org.newtonlosses.training.task.Task} is all that the rest of the
 * program knows of it, and {@link org.newtonlosses.training.task.Experiment} what it makes of a
 * recipe.
 *
 * <p>For tasks on arrays in memory most is there already: {@link
 * org.newtonlosses.training.task.ArrayExamples} hold them, {@link
 * org.newtonlosses.training.task.ArrayExperiment} makes batches of them and feeds a model, and
 * {@link org.newtonlosses.training.task.JsonPrediction} predicts for rows of a file.
 */
package org.newtonlosses.training.task;
