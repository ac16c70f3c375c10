package org.newtonlosses.training.recipe;

import java.nio.file.Path;
import java.util.OptionalLong;

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

  /** The folder's name that stands for the user's cache folder. */
  public static final String CACHE = "cache";

  /** Checks the numbers. */
  public RankingData {
    if (folder.isBlank()) {
      throw new IllegalArgumentException(
          "folder must be a path, or %s for the user's cache folder, found \"%s\""
              .formatted(CACHE, folder));
    }
    train.ifPresent(examples -> Recipe.atLeast(1, "train", examples));
    train.ifPresent(
        examples -> {
          if (examples > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                "train must be at most %d, or unlimited, found %d"
                    .formatted(Integer.MAX_VALUE, examples));
          }
        });
    Recipe.atLeast(1, "validation", validation);
    Recipe.atLeast(1, "test", test);
  }

  RankingData resolved() {
    return folder.equals(CACHE)
        ? this
        : new RankingData(
            source,
            Path.of(folder).toAbsolutePath().normalize().toString(),
            train,
            validation,
            test);
  }

  static RankingData defaults() {
    return new RankingData(DigitSource.MNIST, CACHE, OptionalLong.empty(), 1_000, 10_000);
  }
}
