package org.newtonlosses.training.cli;

import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.NewtonLoss;
import picocli.CommandLine.Option;

/** The options of a Newton loss. */
final class NewtonMixin {
  @Option(
      names = "--curvature",
      paramLabel = "NAME",
      defaultValue = "fisher",
      description = "hessian, fisher, per-example-hessian, scalar or none")
  private String curvature;

  @Option(
      names = "--tikhonov",
      paramLabel = "L",
      defaultValue = "0.1",
      description = "L > 0, added to the curvature's diagonal")
  private double tikhonov;

  /**
   * The Newton loss.
   *
   * @throws IllegalArgumentException if a value is not allowed
   */
  NewtonLoss newton() {
    return new NewtonLoss(Curvature.parse(curvature), tikhonov);
  }
}
