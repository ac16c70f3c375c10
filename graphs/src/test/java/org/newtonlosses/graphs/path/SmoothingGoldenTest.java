package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
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
import org.newtonlosses.graphs.testing.GoldenVectors;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** The smoothed path algorithms against the reference values. */
class SmoothingGoldenTest {

  private static Stream<GoldenVectors.Case> cases() {
    return GoldenVectors.read("smoothing.json").stream();
  }

  private static PathAlgorithm algorithm(GoldenVectors.Case golden) {
    Smoothing smoothing =
        Smoothing.gaussian((int) golden.number("samples"), golden.number("sigma"));
    return switch (golden.text("algorithm")) {
      case "smoothed-loss" -> new SmoothedPathLoss(smoothing);
      case "smoothed-algorithm" -> new SmoothedPath(smoothing);
      case "perturbed-optimizer" -> new PerturbedPath(smoothing);
      default -> throw new AssertionError(golden.text("algorithm"));
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matchesTheReference(GoldenVectors.Case golden) {
    Grid grid = new Grid((int) golden.number("height"), (int) golden.number("width"));
    int m = grid.cells();
    double tikhonov = golden.number("tikhonov");
    boolean smoothedPath = golden.text("algorithm").equals("smoothed-algorithm");
    List<String> expected = new ArrayList<>(List.of("gradient", "fisher", "fisher_step"));
    expected.addAll(
        smoothedPath
            ? List.of("loss", "path", "jacobian")
            : List.of("mean_hessian", "mean_hessian_step"));
    if (golden.text("algorithm").equals("smoothed-loss")) {
      expected.add("loss");
    }
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            List.of(Shape.of(-1, m), Shape.of(-1, m), Shape.of(golden.shape("noise"))),
            (tf, in) -> {
              Operand<TFloat64> costs = in.get(0);
              Loss<TFloat64> loss =
                  algorithm(golden)
                      .loss(tf, grid, new PathLoss.L2(), in.get(1), (ops, smoothing) -> in.get(2));
              NewtonStep<TFloat64> fisher =
                  new NewtonLoss(new Fisher(tikhonov)).call(tf, loss, costs);
              List<Operand<TFloat64>> made =
                  new ArrayList<>(List.of(fisher.gradient(), fisher.curvature(), fisher.step()));
              if (smoothedPath) {
                SmoothedAlgorithm.Output<TFloat64> output =
                    ((SmoothedAlgorithm<TFloat64>) loss).call(tf, costs);
                made.addAll(List.of(fisher.loss(), output.value(), output.jacobian(tf)));
              } else {
                NewtonStep<TFloat64> hessian =
                    new NewtonLoss(new Hessian(tikhonov)).call(tf, loss, costs);
                made.addAll(List.of(hessian.curvature(), hessian.step(), hessian.loss()));
              }
              return made;
            })) {
      List<double[]> found =
          tester.run(golden.input("costs"), golden.input("target"), golden.input("noise"));
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i))
            .as(expected.get(i))
            .containsExactly(golden.expected(expected.get(i)), within(1e-9));
      }
    }
  }
}
