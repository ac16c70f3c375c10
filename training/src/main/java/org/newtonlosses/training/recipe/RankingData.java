package org.newtonlosses.training.recipe;

import java.util.OptionalLong;
import org.newtonlosses.graphs.parameter.Ranges;

/**
 * The data of a ranking task. Training examples depend on the recipe's seed; validation and test
 * examples do not, so that runs of different seeds are compared on the same ones.
 *
 * @param source where the digits come from
 * @param folder of the idx files; {@code cache} is the user's cache folder, into which missing
 *     files are fetched
 * @param train how many different examples are trained on, again and again in shuffled order; empty
 *     (in YAML {@code unlimited}): every example is new
 * @param validation examples of a validation, at least 1
 * @param test examples of the final test, at least 1
 */
public record RankingData(
    DigitSource source, String folder, OptionalLong train, int validation, int test) {

  /** Checks the numbers. */
  public RankingData {
    FolderName.check(folder);
    train.ifPresent(examples -> Ranges.requireAtLeast("train", 1, examples));
    train.ifPresent(
        examples -> {
          if (examples > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                "train must be at most %d, or unlimited, found %d"
                    .formatted(Integer.MAX_VALUE, examples));
          }
        });
    Ranges.requireAtLeast("validation", 1, validation);
    Ranges.requireAtLeast("test", 1, test);
  }

  RankingData resolved() {
    return new RankingData(source, FolderName.resolved(folder), train, validation, test);
  }

  static RankingData defaults() {
    return new RankingData(
        DigitSource.MNIST, FolderName.CACHE, OptionalLong.empty(), 1_000, 10_000);
  }
}
