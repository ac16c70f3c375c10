package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Fisher;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.smooth.NoiseSource;
import org.newtonlosses.graphs.testing.GoldenVectors;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** Paths, losses, gradients and Fisher steps of the relaxed algorithm against reference values. */
class RelaxedBellmanFordGoldenTest {

  static List<GoldenVectors.Case> golden() {
    return GoldenVectors.read("relaxed_bellman_ford.json");
  }

  private static TConorm conorm(GoldenVectors.Case golden) {
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
  void equalsTheReference(GoldenVectors.Case golden) {
    Grid grid = new Grid((int) golden.number("height"), (int) golden.number("width"));
    RelaxedBellmanFord algorithm =
        new RelaxedBellmanFord(
            golden.number("beta"),
            (int) golden.number("iterations"),
            golden.text("loop").equals("for")
                ? new RelaxedLoop.For()
                : new RelaxedLoop.While((int) golden.number("max_iterations")),
            conorm(golden));
    PathLoss loss = golden.text("loss").equals("l1") ? new PathLoss.L1() : new PathLoss.L2();
    Shape flat = Shape.of(-1, grid.cells());
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            List.of(flat, flat),
            (tf, in) -> {
              var path =
                  algorithm.call(
                      tf, tf.reshape(in.get(0), tf.array(-1, grid.height(), grid.width())));
              NewtonStep<TFloat64> newton =
                  new NewtonLoss(new Fisher(golden.number("tikhonov")))
                      .call(
                          tf,
                          algorithm.loss(tf, grid, loss, in.get(1), NoiseSource.none()),
                          in.get(0));
              return List.of(path, newton.loss(), newton.gradient(), newton.step());
            })) {
      List<double[]> found = tester.run(golden.input("costs"), golden.input("target"));
      String[] names = {"path", "loss", "gradient", "fisher_step"};
      for (int i = 0; i < names.length; i++) {
        assertThat(found.get(i))
            .as(names[i])
            .containsExactly(golden.expected(names[i]), within(1e-9));
      }
    }
  }
}
