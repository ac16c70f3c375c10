package org.newtonlosses.training.task;

import java.util.function.Function;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.graphs.model.SupervisedModel;
import org.newtonlosses.training.model.ArrayFeed;
import org.newtonlosses.training.model.Feed;
import org.newtonlosses.training.recipe.Recipe;

/**
 * An experiment on arrays in memory. An epoch is all training examples once, in an order of its own
 * that depends on the recipe's seed.
 *
 * @param task the task
 * @param recipe what is trained
 * @param train learnt from
 * @param validate decides which model is the best
 * @param testOn gives the reported numbers
 * @param provenance where they come from
 * @param description the model of a recipe
 */
public record ArrayExperiment(
    Task<ArrayBatch> task,
    Recipe recipe,
    ArrayExamples train,
    ArrayExamples validate,
    ArrayExamples testOn,
    DataProvenance provenance,
    Function<Recipe, SupervisedModel> description)
    implements Experiment<ArrayBatch> {

  @Override
  public ArrayExperiment with(Recipe other) {
    return new ArrayExperiment(task, other, train, validate, testOn, provenance, description);
  }

  @Override
  public SupervisedModel model() {
    return description.apply(recipe);
  }

  @Override
  public String exampleSize() {
    return train.words();
  }

  @Override
  public Dataset<ArrayBatch> training() {
    return Dataset.from(train).batch(recipe.batch()).shuffle(recipe.seed()).repeat();
  }

  @Override
  public Dataset<ArrayBatch> validation() {
    return Dataset.from(validate).batch(recipe.batch());
  }

  @Override
  public Dataset<ArrayBatch> test() {
    return Dataset.from(testOn).batch(recipe.batch());
  }

  @Override
  public Feed<ArrayBatch> feed() {
    return new ArrayFeed<>(ArrayBatch::arrays);
  }
}
