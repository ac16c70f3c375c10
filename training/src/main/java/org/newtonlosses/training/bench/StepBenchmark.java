package org.newtonlosses.training.bench;

import com.google.common.base.Preconditions;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.newtonlosses.data.Batch;
import org.newtonlosses.data.Batches;
import org.newtonlosses.data.Dataset;
import org.newtonlosses.training.model.DrivenModel;
import org.newtonlosses.training.session.SessionOptions;
import org.newtonlosses.training.task.Experiment;

/**
 * Measures steps of several models of one task in one process, in turn: model 1, 2, …, then 2, …, 1
 * and so on. What slows the machine down for a while then hits all models alike. Every step takes a
 * new batch of the same stream, so loading has as little time to hide as in a training.
 *
 * @param warmup rounds that are not measured, at least 0
 * @param rounds measured rounds, at least 1
 * @param options how the models compute
 */
public record StepBenchmark(int warmup, int rounds, SessionOptions options) {

  /** Checks the numbers; throws {@link IllegalArgumentException} with what is allowed and found. */
  public StepBenchmark {
    Preconditions.checkArgument(warmup >= 0, "warmup must be at least 0, found %s", warmup);
    Preconditions.checkArgument(rounds >= 1, "steps must be at least 1, found %s", rounds);
  }

  /**
   * Measures.
   *
   * @param experiments the models; the first one's training data feed all
   * @return the times of each model
   * @throws IOException if the models cannot be written to the folder for temporary files
   */
  public <B extends Batch> List<StepTimes> run(List<? extends Experiment<B>> experiments)
      throws IOException {
    List<DrivenModel<B>> models = new ArrayList<>();
    Dataset<B> training = experiments.get(0).training();
    try (Batches<B> batches = training.open()) {
      load(experiments, models);
      return measure(models, batches, Math.min(training.batchSize(), training.size()));
    } finally {
      models.forEach(DrivenModel::close);
    }
  }

  private <B extends Batch> void load(
      List<? extends Experiment<B>> experiments, List<DrivenModel<B>> models) throws IOException {
    Path folder = Files.createTempDirectory("newton-bench-");
    try {
      for (Experiment<B> experiment : experiments) {
        Path model = folder.resolve("model-" + models.size());
        experiment.trainable().export(model, Map.of());
        models.add(DrivenModel.load(model, options, experiment.feed()));
      }
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private <B extends Batch> List<StepTimes> measure(
      List<DrivenModel<B>> models, Batches<B> batches, long size) {
    double[][] load = new double[models.size()][rounds];
    double[][] run = new double[models.size()][rounds];
    for (int round = -warmup; round < rounds; round++) {
      for (int turn = 0; turn < models.size(); turn++) {
        int model = round % 2 == 0 ? turn : models.size() - 1 - turn;
        long start = System.nanoTime();
        try (B batch = next(batches, size)) {
          long loaded = System.nanoTime();
          models.get(model).step(batch);
          long end = System.nanoTime();
          if (round >= 0) {
            load[model][round] = (loaded - start) / 1e9;
            run[model][round] = (end - loaded) / 1e9;
          }
        }
      }
    }
    List<StepTimes> times = new ArrayList<>();
    for (int model = 0; model < models.size(); model++) {
      times.add(
          new StepTimes(
              ImmutableDoubleArray.copyOf(load[model]), ImmutableDoubleArray.copyOf(run[model])));
    }
    return times;
  }

  /** The next whole batch: the smaller one at the end of an epoch would take less time. */
  private static <B extends Batch> B next(Batches<B> batches, long size) {
    B batch = batches.next();
    while (batch.size() < size) {
      batch.close();
      batch = batches.next();
    }
    return batch;
  }
}
