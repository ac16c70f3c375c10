package org.newtonlosses.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.newtonlosses.data.DataProvenance;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.data.Splits;
import org.newtonlosses.data.digits.DigitSet;
import org.newtonlosses.data.digits.Mnist;
import org.newtonlosses.data.digits.MnistDownload;
import org.newtonlosses.data.digits.MultiDigitSampler;
import org.newtonlosses.data.digits.RankingBatch;
import org.newtonlosses.data.digits.SyntheticDigits;
import org.newtonlosses.graphs.model.RankingModel;
import org.newtonlosses.training.recipe.DigitSource;
import org.newtonlosses.training.recipe.FolderName;
import org.newtonlosses.training.recipe.RankingData;
import org.newtonlosses.training.recipe.RankingTask;
import org.newtonlosses.training.recipe.Recipe;

/**
 * Ranking four-digit numbers.
 *
 * @param recipe what is trained
 * @param task its task
 * @param digits what the numbers are made of
 */
public record RankingExperiment(Recipe recipe, RankingTask task, Splits<DigitSet> digits)
    implements Experiment<RankingBatch> {
  // Not from the recipe: all seeds are compared on the same examples.
  private static final long VALIDATION_SEED = 1;
  private static final long TEST_SEED = 2;
  private static final long SYNTHETIC_SEED = 0;

  /**
   * The experiment of a recipe, with its digits read; those that are missing from the cache folder
   * are fetched.
   *
   * @param messages told, in a line each, what takes time or must be known
   * @throws IOException if they cannot be read or fetched
   */
  public static RankingExperiment open(Recipe recipe, RankingTask task, Consumer<String> messages)
      throws IOException {
    return new RankingExperiment(recipe, task, digits(task.data(), messages));
  }

  private static Splits<DigitSet> digits(RankingData data, Consumer<String> messages)
      throws IOException {
    if (data.source() == DigitSource.SYNTHETIC) {
      messages.accept(
          "SYNTHETIC DIGITS: drawn by this program, not MNIST. Results say nothing about MNIST.");
      return SyntheticDigits.splits(SYNTHETIC_SEED);
    }
    if (!data.folder().equals(FolderName.CACHE)) {
      Path folder = Path.of(data.folder());
      if (!Files.isDirectory(folder)) {
        throw new IOException(folder + ": no such folder; it shall hold the four idx files");
      }
      return Mnist.load(folder);
    }
    Path cache = MnistDownload.cacheFolder(System.getenv());
    if (!Files.isDirectory(cache)) {
      messages.accept("MNIST is not in " + cache + " yet: it is fetched now");
    }
    return Mnist.load(new MnistDownload(cache, messages).fetch());
  }

  @Override
  public RankingExperiment with(Recipe other) {
    if (other.task() instanceof RankingTask otherTask) {
      return new RankingExperiment(other, otherTask, digits);
    }
    throw new IllegalArgumentException(
        "a ranking experiment must have a ranking recipe, found " + other.task().describe());
  }

  @Override
  public DataProvenance provenance() {
    return digits.provenance();
  }

  @Override
  public String exampleSize() {
    return "n = " + task.n();
  }

  @Override
  public Dataset<RankingBatch> training() {
    Dataset<RankingBatch> all = dataset(digits.train(), recipe.seed());
    OptionalLong examples = task.data().train();
    return examples.isEmpty()
        ? all
        : all.take(examples.getAsLong()).shuffle(recipe.seed()).repeat();
  }

  @Override
  public Dataset<RankingBatch> validation() {
    return dataset(digits.validation(), VALIDATION_SEED).take(task.data().validation());
  }

  @Override
  public Dataset<RankingBatch> test() {
    return dataset(digits.test(), TEST_SEED).take(task.data().test());
  }

  @Override
  public Feed<RankingBatch> feed() {
    return new RankingFeed();
  }

  @Override
  public void export(Path directory, Map<String, String> extras) throws IOException {
    new RankingModel(
            task.algorithm(),
            task.loss(),
            recipe.newton(),
            task.n(),
            recipe.optimizer().adam(),
            recipe.seed())
        .export(directory, extras);
  }

  @Override
  public List<String> ranking() {
    return List.of("exact_match", "element_wise");
  }

  private Dataset<RankingBatch> dataset(DigitSet set, long seed) {
    return Dataset.from(new MultiDigitSampler(set, task.n(), seed)).batch(recipe.batch());
  }
}
