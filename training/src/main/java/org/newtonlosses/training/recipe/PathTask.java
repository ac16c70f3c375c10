package org.newtonlosses.training.recipe;

import org.newtonlosses.graphs.net.CostMap;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.path.Grid;
import org.newtonlosses.graphs.path.InterpolatedPath;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.path.PerturbedPath;
import org.newtonlosses.graphs.path.RelaxedBellmanFord;
import org.newtonlosses.graphs.path.SmoothedPath;
import org.newtonlosses.graphs.path.SmoothedPathLoss;
import org.newtonlosses.graphs.smooth.Smoothing;

/**
 * Shortest-path supervision: maps of terrain, of which only the cheapest path is known.
 *
 * @param data where the maps come from
 * @param algorithm how costs are learnt from paths
 * @param loss between found and true path; a perturbed optimizer has its own and does not use it
 * @param costMap from the network's output to positive costs
 */
public record PathTask(PathData data, PathAlgorithm algorithm, PathLoss loss, CostMap costMap)
    implements Task {

  /** The kind's name. */
  public static final String KIND = "paths";

  static PathTask defaults() {
    return new PathTask(
        TerrainData.defaults(), PathRecipes.bellmanFord(), PathLoss.L1, CostMap.ABS);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void checkBatch(int batch) {
    data.checkBatch(batch);
  }

  /**
   * Checks that algorithm and curvature can do with the grid of the maps.
   *
   * @throws IllegalArgumentException if they cannot; the message says what is allowed
   */
  public void checkGrid(Grid grid, Curvature curvature) {
    if (algorithm instanceof RelaxedBellmanFord relaxed) {
      relaxed.checkGrid(grid);
      if (curvature.needsHessian()) {
        RelaxedBellmanFord.checkHessian(grid);
      }
    }
  }

  @Override
  public void checkCurvature(Curvature curvature) {
    if (curvature.needsHessian()
        && (algorithm instanceof SmoothedPath || algorithm instanceof InterpolatedPath)) {
      throw new IllegalArgumentException(
          "curvature %s: %s has no Hessian; fisher, scalar and none do without"
              .formatted(curvature.key(), describeAlgorithm()));
    }
  }

  @Override
  public Task resolved() {
    return new PathTask(data.resolved(), algorithm, loss, costMap);
  }

  @Override
  public String describe() {
    String what = "paths on %s, %s".formatted(data.describe(), describeAlgorithm());
    return algorithm instanceof PerturbedPath ? what : what + ", " + loss.key();
  }

  private String describeAlgorithm() {
    if (algorithm instanceof RelaxedBellmanFord relaxed) {
      return "relaxed Bellman-Ford (%s, %s, beta %s)"
          .formatted(relaxed.loop().key(), relaxed.conorm().key(), relaxed.beta());
    }
    if (algorithm instanceof SmoothedPathLoss smoothed) {
      return "smoothed loss" + samples(smoothed.sampling());
    }
    if (algorithm instanceof SmoothedPath smoothed) {
      return "smoothed algorithm" + samples(smoothed.sampling());
    }
    if (algorithm instanceof PerturbedPath perturbed) {
      return "perturbed optimizer" + samples(perturbed.sampling());
    }
    return "blackbox interpolation (lambda %s)".formatted(((InterpolatedPath) algorithm).lambda());
  }

  private static String samples(Smoothing sampling) {
    return " (%d samples, sigma %s)".formatted(sampling.samples(), sampling.sigma());
  }
}
