package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.newtonlosses.graphs.testing.GoldenCase;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;

/** Paths, losses, gradients and Fisher steps of the relaxed algorithm against reference values. */
class RelaxedBellmanFordGoldenTest {

  static List<GoldenCase> golden() {
    return GoldenCase.read("/vectors/relaxed_bellman_ford.json");
  }

  private static TConorm conorm(GoldenCase golden) {
    return switch (golden.text("conorm")) {
      case "probabilistic" -> new TConorm.Probabilistic();
      case "hamacher" -> new TConorm.Hamacher(golden.number("conorm_p"));
      case "einstein" -> new TConorm.Einstein();
      case "yager_1" -> new TConorm.Yager1();
      default -> throw new IllegalArgumentException(golden.text("conorm"));
    };
  }

  @ParameterizedTest
  @MethodSource("golden")
  void equalsTheReference(GoldenCase golden) {
    Grid grid = new Grid(golden.integer("height"), golden.integer("width"));
    RelaxedBellmanFord algorithm =
        new RelaxedBellmanFord(
            golden.number("beta"),
            golden.integer("iterations"),
            golden.text("loop").equals("for")
                ? new RelaxedLoop.For()
                : new RelaxedLoop.While(golden.integer("max_iterations")),
            conorm(golden));
    PathLoss loss = golden.text("loss").equals("l1") ? new PathLoss.L1() : new PathLoss.L2();
    assertThat(golden)
        .isReproducedBy(
            (tf, in) -> {
              Operand<TFloat64> costs = grid.flat(tf, in.get("costs"));
              Operand<TFloat64> target = grid.flat(tf, in.get("target"));
              NewtonStep<TFloat64> newton =
                  new NewtonLoss(new Fisher(golden.number("tikhonov")))
                      .call(tf, algorithm.loss(tf, grid, loss, target, NoiseSource.none()), costs);
              return Map.of(
                  "path", algorithm.call(tf, grid.grids(tf, costs)),
                  "loss", newton.loss(),
                  "gradient", newton.gradient(),
                  "fisher_step", newton.step());
            },
            within(1e-9));
  }
}
