package org.newtonlosses.graphs.path;

import java.util.Optional;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * A way to learn costs from shortest paths: it makes a loss on predicted costs from true paths.
 * Each is a record of its parameters.
 */
public sealed interface PathAlgorithm
    permits RelaxedBellmanFord, SmoothedPathLoss, SmoothedPath, PerturbedPath, InterpolatedPath {

  /** How it samples; empty if it is deterministic. */
  Optional<Smoothing> smoothing();

  /**
   * The loss on predicted vertex costs, [B, m] with the cells of the grid in row-major order.
   *
   * @param grid the grid, h·w = m
   * @param loss between found and true path; not used by {@link PerturbedPath}, which has its own
   * @param target the true paths, [B, m], of zeros and ones
   * @param noise standard noise [S, B, m]; present if and only if {@link #smoothing()} is
   * @throws IllegalArgumentException if the noise is missing, or given to a deterministic algorithm
   */
  <T extends TNumber> Loss<T> loss(
      Grid grid, PathLoss loss, Operand<T> target, Optional<Operand<T>> noise);
}
