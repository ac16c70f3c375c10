package org.newtonlosses.graphs.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.newtonlosses.graphs.testing.GoldenVectors;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** Paths, losses, gradients and Fisher steps of the relaxed algorithm against reference values. */
class RelaxedBellmanFordGoldenTest {

  static List<GoldenVectors.Case> golden() {
    return GoldenVectors.read("relaxed_bellman_ford.json");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void equalsTheReference(GoldenVectors.Case golden) {
    Grid grid = new Grid((int) golden.number("height"), (int) golden.number("width"));
    RelaxedBellmanFord algorithm =
        new RelaxedBellmanFord(
            golden.number("beta"),
            (int) golden.number("iterations"),
            RelaxedLoop.parse(golden.text("loop")),
            TConorm.parse(golden.text("conorm").replace('_', '-')),
            golden.number("conorm_p"),
            (int) golden.number("max_iterations"));
    PathLoss loss = PathLoss.parse(golden.text("loss"));
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
                  new NewtonLoss(Curvature.FISHER, golden.number("tikhonov"))
                      .call(tf, algorithm.loss(grid, loss, in.get(1), Optional.empty()), in.get(0));
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
