package org.newtonlosses.training.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.path.InterpolatedPath;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.PerturbedPath;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.path.RelaxedLoop;
import org.newtonlosses.graphs.path.SmoothedPath;
import org.newtonlosses.graphs.path.SmoothedPathLoss;
import org.newtonlosses.graphs.path.TConorm;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.newtonlosses.training.session.Precision;

/**
 * Recipes of shortest-path supervision. β, iterations, t-conorm, σ and λ are not published: they
 * are this project's choice.
 */
public final class PathRecipes {
  /** Of 10 000 maps in batches of 70; the last batch of an epoch has 60. */
  private static final int BATCHES_PER_EPOCH = 143;

  private static final int BATCH = 70;

  /** β of relaxed Bellman-Ford, unless another is given. */
  public static final double BETA = 6;

  /** Iterations of relaxed Bellman-Ford, unless others are given. */
  public static final int ITERATIONS = 30;

  /** Samples of the stochastic algorithms, unless others are given. */
  public static final int SAMPLES = 10;

  /** σ of the stochastic algorithms, unless another is given. */
  public static final double SIGMA = 0.5;

  /** λ of blackbox interpolation, unless another is given. */
  public static final double LAMBDA = 20;

  private PathRecipes() {}

  static Recipe defaults() {
    return paper("custom", PathTask.defaults(), Curvature.FISHER);
  }

  static Recipe quick() {
    PathAlgorithm algorithm = new PerturbedPath(Smoothing.gaussian(SAMPLES, SIGMA));
    return new Recipe(
        "quick-paths",
        new PathTask(new TerrainData(12, 12, 2_000, 200, 500), algorithm, PathLoss.L1, CostMap.ABS),
        new NewtonLoss(Curvature.FISHER, tikhonov(algorithm, Curvature.FISHER)),
        new Optimizer(
            1e-3, 0.9, 0.999, 1e-8, OptionalDouble.empty(), List.of(new ScheduleStep(601, 0.1))),
        20,
        800,
        100,
        100,
        0,
        Precision.FLOAT32,
        0);
  }

  /** The cells of the paper's tables of relaxed Bellman-Ford and of stochastic smoothing. */
  static List<Recipe> paper() {
    List<Recipe> recipes = new ArrayList<>();
    for (RelaxedLoop loop : RelaxedLoop.values()) {
      for (PathLoss loss : PathLoss.values()) {
        String name = "rbf-%s-%s".formatted(loop.key(), loss.key());
        add(recipes, name, bellmanFord(loop), loss, Curvature.NONE, Curvature.FISHER);
      }
    }
    for (int samples : new int[] {3, 10, 30}) {
      Smoothing smoothing = Smoothing.gaussian(samples, SIGMA);
      add(
          recipes,
          "smoothed-loss-s" + samples,
          new SmoothedPathLoss(smoothing),
          PathLoss.L2,
          Curvature.NONE,
          Curvature.HESSIAN,
          Curvature.FISHER);
      add(
          recipes,
          "smoothed-algorithm-s" + samples,
          new SmoothedPath(smoothing),
          PathLoss.L2,
          Curvature.NONE,
          Curvature.FISHER);
      add(
          recipes,
          "perturbed-optimizer-s" + samples,
          new PerturbedPath(smoothing),
          PathLoss.L2,
          Curvature.NONE,
          Curvature.HESSIAN,
          Curvature.FISHER);
    }
    return recipes;
  }

  /** The relaxed Bellman-Ford of the recipes, with a loop of fixed length. */
  static RelaxedBellmanFord bellmanFord() {
    return bellmanFord(RelaxedLoop.FOR);
  }

  /** The algorithms as they are where a recipe names no parameters. */
  static Object[] algorithms() {
    Smoothing smoothing = Smoothing.gaussian(SAMPLES, SIGMA);
    return new Object[] {
      bellmanFord(),
      new SmoothedPathLoss(smoothing),
      new SmoothedPath(smoothing),
      new PerturbedPath(smoothing),
      new InterpolatedPath(LAMBDA)
    };
  }

  private static RelaxedBellmanFord bellmanFord(RelaxedLoop loop) {
    return new RelaxedBellmanFord(BETA, ITERATIONS, loop, TConorm.PROBABILISTIC, 1, ITERATIONS);
  }

  private static void add(
      List<Recipe> recipes,
      String name,
      PathAlgorithm algorithm,
      PathLoss loss,
      Curvature... curvatures) {
    PathTask task = new PathTask(WarcraftData.defaults(), algorithm, loss, CostMap.ABS);
    for (Curvature curvature : curvatures) {
      recipes.add(paper(name + "-" + curvature.key(), task, curvature));
    }
  }

  /**
   * λ of the size of the larger eigenvalues of C on predictions of the initial network. An
   * estimated Hessian has negative ones too, nearly as large: λ must be larger, or steps go uphill.
   */
  private static double tikhonov(PathAlgorithm algorithm, Curvature curvature) {
    boolean perturbed = algorithm instanceof PerturbedPath;
    return curvature == Curvature.HESSIAN ? (perturbed ? 3 : 1) : perturbed ? 1 : 0.01;
  }

  /** At the paper's scale: 50 epochs, a tenth of the learning rate from epoch 30 and 40 on. */
  private static Recipe paper(String name, PathTask task, Curvature curvature) {
    return new Recipe(
        name,
        task,
        new NewtonLoss(curvature, tikhonov(task.algorithm(), curvature)),
        new Optimizer(
            1e-3,
            0.9,
            0.999,
            1e-8,
            OptionalDouble.empty(),
            List.of(
                new ScheduleStep(30 * BATCHES_PER_EPOCH + 1, 0.1),
                new ScheduleStep(40 * BATCHES_PER_EPOCH + 1, 0.1))),
        BATCH,
        50 * BATCHES_PER_EPOCH,
        BATCHES_PER_EPOCH,
        BATCHES_PER_EPOCH,
        0,
        Precision.FLOAT32,
        0);
  }
}
