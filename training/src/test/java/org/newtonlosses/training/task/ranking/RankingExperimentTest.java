package org.newtonlosses.training.task.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.digits.DigitSet;
import org.newtonlosses.data.digits.RankingBatch;
import org.newtonlosses.data.digits.SyntheticDigits;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.recipe.Recipes;
import org.newtonlosses.training.registry.Registry;

class RankingExperimentTest {
  private static final Splits<DigitSet> DIGITS =
      new Splits<>(
          SyntheticDigits.generate(50, 0),
          SyntheticDigits.generate(20, 1),
          SyntheticDigits.generate(20, 2),
          new DataProvenance("digits", "test", Map.of(), false, ""));

  @Test
  void trainingDependsOnTheSeedAndValidationAndTestDoNot() {
    RankingExperiment one = experiment("1", "unlimited");
    RankingExperiment two = experiment("2", "unlimited");

    assertThat(values(one.training(), 3))
        .isEqualTo(values(experiment("1", "unlimited").training(), 3));
    assertThat(values(one.training(), 3)).isNotEqualTo(values(two.training(), 3));
    assertThat(values(one.validation(), 2)).isEqualTo(values(two.validation(), 2));
    assertThat(values(one.test(), 2)).isEqualTo(values(two.test(), 2));
  }

  @Test
  void skippedBatchesAreLeftOut() {
    for (String examples : List.of("unlimited", "8")) {
      Dataset<RankingBatch> training = experiment("1", examples).training();

      assertThat(values(training.skip(3), 2)).isEqualTo(values(training, 5).subList(6, 10));
    }
  }

  @Test
  void limitedExamplesComeAgainInAnotherOrder() {
    Dataset<RankingBatch> training = experiment("1", "8").training();
    assertThat(training.shuffleSeed()).isEqualTo(OptionalLong.of(1));

    List<List<Integer>> twoEpochs = values(training, 8);

    assertThat(twoEpochs.subList(8, 16))
        .containsExactlyInAnyOrderElementsOf(twoEpochs.subList(0, 8));
    assertThat(twoEpochs.subList(8, 16)).isNotEqualTo(twoEpochs.subList(0, 8));
  }

  private static RankingExperiment experiment(String seed, String examples) {
    Recipes recipes = Registry.installed().recipes();
    Recipe recipe =
        recipes.with(
            recipes.parse("{}"),
            Map.of("seed", seed, "batch", "2", "task.n", "3", "task.data.train", examples));
    return new RankingExperiment(new RankingTask(), recipe, DIGITS);
  }

  /** The values of each example of the first batches. */
  private static List<List<Integer>> values(Dataset<RankingBatch> data, int count) {
    List<List<Integer>> all = new ArrayList<>();
    try (Batches<RankingBatch> batches = data.open()) {
      for (int i = 0; i < count; i++) {
        try (RankingBatch batch = batches.next()) {
          for (int example = 0; example < batch.size(); example++) {
            int from = example * batch.n();
            all.add(Arrays.stream(batch.values(), from, from + batch.n()).boxed().toList());
          }
        }
      }
    }
    return all;
  }
}
