package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.Hessian;
import org.newtonlosses.graphs.newton.Loss;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.path.SolverPaths.PerturbedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPath;
import org.newtonlosses.graphs.path.SolverPaths.SmoothedPathLoss;
import org.newtonlosses.graphs.smooth.SmoothedAlgorithm;
import org.newtonlosses.graphs.smooth.Smoothing;
import org.newtonlosses.graphs.testing.GoldenCase;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

/** The smoothed path algorithms against the reference values. */
class SmoothingGoldenTest {

  private static Stream<GoldenCase> cases() {
    return GoldenCase.read("/vectors/smoothing.json").stream();
  }

  private static PathAlgorithm algorithm(GoldenCase golden) {
    Smoothing smoothing = Smoothing.gaussian(golden.integer("samples"), golden.number("sigma"));
    return switch (golden.text("algorithm")) {
      case "smoothed-loss" -> new SmoothedPathLoss(smoothing);
      case "smoothed-algorithm" -> new SmoothedPath(smoothing);
      case "perturbed-optimizer" -> new PerturbedPath(smoothing);
      default -> throw new AssertionError(golden.text("algorithm"));
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matchesTheReference(GoldenCase golden) {
    Grid grid = new Grid(golden.integer("height"), golden.integer("width"));
    double tikhonov = golden.number("tikhonov");
    assertThat(golden)
        .isReproducedBy(
            (tf, in) -> {
              Operand<TFloat64> costs = grid.flat(tf, in.get("costs"));
              Loss<TFloat64> loss =
                  algorithm(golden)
                      .loss(
                          tf,
                          grid,
                          new PathLoss.L2(),
                          grid.flat(tf, in.get("target")),
                          (ops, smoothing) -> in.fixed("noise"));
              NewtonStep<TFloat64> fisher =
                  new NewtonLoss(new Fisher(tikhonov)).call(tf, loss, costs);
              Map<String, Operand<TFloat64>> outputs = new HashMap<>();
              outputs.put("gradient", fisher.gradient());
              outputs.put("fisher", fisher.curvature());
              outputs.put("fisher_step", fisher.step());
              if (loss instanceof SmoothedAlgorithm<TFloat64> smoothedPath) {
                SmoothedAlgorithm.Output<TFloat64> output = smoothedPath.call(tf, costs);
                outputs.put("path", output.value());
                outputs.put("jacobian", output.jacobian(tf));
              } else {
                NewtonStep<TFloat64> hessian =
                    new NewtonLoss(new Hessian(tikhonov)).call(tf, loss, costs);
                outputs.put("mean_hessian", hessian.curvature());
                outputs.put("mean_hessian_step", hessian.step());
              }
              if (!golden.text("algorithm").equals("perturbed-optimizer")) {
                outputs.put("loss", fisher.loss());
              }
              return outputs;
            },
            within(1e-9));
  }
}
