package org.newtonlosses.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.newtonlosses.data.fetch.Md5;
import org.newtonlosses.files.AtomicFiles;
import org.newtonlosses.training.model.CheckpointIndex;
import org.newtonlosses.training.recipe.Recipe;
import org.newtonlosses.training.task.Experiment;

/**
 * What a run begins with in place of initial values: the variables that a model had after some
 * steps, whoever made them. Parameters, the optimiser's state, the learning rate and the number of
 * steps are taken over, so that the run goes on as one that is resumed after that step.
 */
public final class StartingPoint {
  private final Path path;
  private final CheckpointIndex checkpoint;
  private final long step;

  private StartingPoint(Path path, CheckpointIndex checkpoint, long step) {
    this.path = path;
    this.checkpoint = checkpoint;
    this.step = step;
  }

  /**
   * Reads which variables there are.
   *
   * @param path the folder of a SavedModel, or the prefix of a checkpoint's files
   * @throws IOException if there are none
   * @throws IllegalArgumentException if they are not those of a model that can be trained
   */
  public static StartingPoint of(Path path) throws IOException {
    CheckpointIndex checkpoint = CheckpointIndex.of(path);
    return new StartingPoint(path, checkpoint, checkpoint.step());
  }

  /**
   * Checks that a recipe can go on from it; takes as long as building the model.
   *
   * @param experiment of the recipe
   * @throws IllegalArgumentException if the variables are not those of the recipe's model, the
   *     recipe makes no further step, or has another learning rate at this one
   * @throws IOException if the variables cannot be read
   */
  public void check(Experiment<?> experiment) throws IOException {
    Recipe recipe = experiment.recipe();
    if (step >= recipe.steps()) {
      throw new IllegalArgumentException(
          "steps must be more than the %d that %s has made, found %d"
              .formatted(step, path, recipe.steps()));
    }
    Path folder = Files.createTempDirectory("newton-from-");
    try {
      experiment.trainable().export(folder.resolve("model"), Map.of());
      checkpoint.checkHas(CheckpointIndex.of(folder.resolve("model")));
    } finally {
      AtomicFiles.delete(folder);
    }
    float expected = (float) recipe.learningRate().at(Math.max(1, step));
    float found = checkpoint.learningRate();
    if (expected != found) {
      throw new IllegalArgumentException(
          "the learning rate after step %d must be that of %s, %s, found %s"
              .formatted(step, path, found, expected));
    }
  }

  /** Makes it the first checkpoint of a run, and says so in the run's provenance. */
  void begin(RunFolder folder, Experiment<?> experiment) throws IOException {
    new Checkpoints(folder).begin(checkpoint, new Checkpoint(step, 0, 0, Map.of()));
    Provenance provenance =
        Provenance.begin(experiment.recipe(), experiment.provenance())
            .from(
                new Provenance.Start(
                    path.toAbsolutePath().normalize().toString(),
                    step,
                    Md5.of(checkpoint.files().get(0))));
    AtomicFiles.write(folder.provenance(), provenance.json());
  }

  /** How many steps were made before. */
  public long step() {
    return step;
  }
}
