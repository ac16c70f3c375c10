package org.newtonlosses.training.task.ranking;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.digits.DigitSet;
import org.newtonlosses.data.digits.MultiDigitSampler;
import org.newtonlosses.data.digits.RankingBatch;
import org.newtonlosses.graphs.model.RankingModel;
import org.newtonlosses.training.model.ArrayFeed;
import org.newtonlosses.training.model.BatchArray;
import org.newtonlosses.training.model.Feed;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.schema.Chosen;
import org.newtonlosses.training.schema.Values;
import org.newtonlosses.training.task.Experiment;

/**
 * Ranking four-digit numbers.
 *
 * @param task the task
 * @param recipe what is trained
 * @param digits what the numbers are made of
 */
public record RankingExperiment(RankingTask task, Recipe recipe, Splits<DigitSet> digits)
    implements Experiment<RankingBatch> {
  // Not from the recipe: all seeds are compared on the same examples.
  private static final long VALIDATION_SEED = 1;
  private static final long TEST_SEED = 2;

  @Override
  public RankingExperiment with(Recipe other) {
    return new RankingExperiment(task, other, digits);
  }

  @Override
  public DataProvenance provenance() {
    return digits.provenance();
  }

  @Override
  public Map<String, Long> sizes() {
    return Map.of("n", (long) n());
  }

  @Override
  public Dataset<RankingBatch> training() {
    Dataset<RankingBatch> all = dataset(digits.train(), recipe.seed());
    OptionalLong examples = data().get(RankingTask.TRAIN);
    return examples.isEmpty()
        ? all
        : all.take(examples.getAsLong()).shuffle(recipe.seed()).repeat();
  }

  @Override
  public Dataset<RankingBatch> validation() {
    return dataset(digits.validation(), VALIDATION_SEED).take(data().get(RankingTask.VALIDATION));
  }

  @Override
  public Dataset<RankingBatch> test() {
    return dataset(digits.test(), TEST_SEED).take(data().get(RankingTask.TEST));
  }

  @Override
  public Feed<RankingBatch> feed() {
    return new ArrayFeed<>(
        batch ->
            List.of(
                BatchArray.of(
                    RankingModel.IMAGES,
                    batch.images(),
                    batch.size(),
                    batch.n(),
                    RankingBatch.HEIGHT,
                    RankingBatch.WIDTH),
                BatchArray.of(RankingModel.VALUES, batch.values(), batch.size(), batch.n())));
  }

  @Override
  public RankingModel model() {
    Values values = recipe.task();
    return new RankingModel(values.get(RankingTask.ALGORITHM), values.get(RankingTask.LOSS), n());
  }

  private int n() {
    return recipe.task().get(RankingTask.N);
  }

  private Values data() {
    Chosen<DigitSource> chosen = recipe.task().chosen(RankingTask.DATA);
    return chosen.values();
  }

  private Dataset<RankingBatch> dataset(DigitSet set, long seed) {
    return Dataset.from(new MultiDigitSampler(set, n(), seed)).batch(recipe.batch());
  }
}
