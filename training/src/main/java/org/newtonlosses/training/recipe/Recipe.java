package org.newtonlosses.training.recipe;

import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.training.session.Precision;

/**
 * All that determines the numbers of a run.
 *
 * @param name what the run is called: letters, digits, dots, dashes and underscores
 * @param task what is learnt, from which data, through which algorithm
 * @param newton curvature and Tikhonov strength λ
 * @param optimizer the optimiser and its learning rate over time
 * @param batch B, examples of a step, at least 1
 * @param steps how many steps are made, at least 1
 * @param validateEvery steps between two validations, at least 1; the last step validates too
 * @param checkpointEvery steps between two checkpoints, at least 1; validations that are better
 *     than all before are checkpointed too
 * @param seed determines the initial parameters and the training batches
 * @param precision in what type convolutions and matrix products are computed
 * @param threads how many threads an operation uses; 0 means one for each processor. Another number
 *     changes the last bits of the results
 */
public record Recipe(
    String name,
    Task task,
    NewtonLoss newton,
    Optimizer optimizer,
    int batch,
    long steps,
    long validateEvery,
    long checkpointEvery,
    long seed,
    Precision precision,
    int threads) {

  /** Checks the numbers; throws {@link IllegalArgumentException} with what is allowed and found. */
  public Recipe {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "name must be of letters, digits, dots, dashes and underscores, found \"" + name + "\"");
    }
    Ranges.requireAtLeast("batch", 1, batch);
    Ranges.requireAtLeast("steps", 1, steps);
    Ranges.requireAtLeast("validate-every", 1, validateEvery);
    Ranges.requireAtLeast("checkpoint-every", 1, checkpointEvery);
    Ranges.requireAtLeast("threads", 0, threads);
    task.checkBatch(batch);
    task.checkCurvature(newton.curvature());
  }

  /** The recipe that a YAML file without any key stands for, but for its name. */
  public static Recipe defaults() {
    return RankingRecipes.defaults();
  }

  /** The recipe that a YAML file with only {@code task: {kind: paths}} stands for. */
  public static Recipe pathDefaults() {
    return PathRecipes.defaults();
  }

  /**
   * This recipe as it runs here: with the number of threads, and with paths that stay right when a
   * run goes on from another folder.
   *
   * @param processors of this machine
   */
  public Recipe resolved(int processors) {
    return new Recipe(
        name,
        task.resolved(),
        newton,
        optimizer,
        batch,
        steps,
        validateEvery,
        checkpointEvery,
        seed,
        precision,
        threads > 0 ? threads : processors);
  }
}
