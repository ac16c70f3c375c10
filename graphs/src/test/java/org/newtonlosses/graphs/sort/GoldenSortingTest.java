package org.newtonlosses.graphs.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.GoldenVectors;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** Permutations, losses and their derivatives against an independent reference in float64. */
class GoldenSortingTest {

  static List<GoldenVectors.Case> permutations() {
    return GoldenVectors.read("sorting.json");
  }

  static List<GoldenVectors.Case> losses() {
    return GoldenVectors.read("ranking_losses.json");
  }

  @ParameterizedTest
  @MethodSource("permutations")
  void permutationAndSortedScores(GoldenVectors.Case golden) {
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1, golden.shape("scores")[1]),
            (tf, in) -> {
              var p = SortCases.algorithm(golden).call(tf, in.get(0));
              return List.of(p.permutation(), p.sorted(tf, in.get(0)));
            })) {
      List<double[]> found = graph.run(golden.input("scores"));
      assertThat(found.get(0)).containsExactly(golden.expected("permutation"), within(1e-9));
      assertThat(found.get(1)).containsExactly(golden.expected("sorted"), within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossGradientAndHessian(GoldenVectors.Case golden) {
    Shape shape = Shape.of(-1, golden.shape("scores")[1]);
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            List.of(shape, shape),
            (tf, in) -> {
              Operand<TFloat64> scores = in.get(0);
              Operand<TFloat64> loss =
                  SortCases.loss(golden)
                      .call(
                          tf,
                          SortCases.algorithm(golden).call(tf, scores),
                          HardPermutation.of(tf, in.get(1), TFloat64.class));
              Operand<TFloat64> gradient = Derivatives.gradient(tf, loss, scores);
              return List.of(loss, gradient, Derivatives.hessian(tf, gradient, scores));
            })) {
      List<double[]> found = graph.run(golden.input("scores"), golden.input("values"));
      assertThat(found.get(0)).containsExactly(golden.expected("loss"), within(1e-9));
      assertThat(found.get(1)).containsExactly(golden.expected("gradient"), within(1e-9));
      assertThat(found.get(2)).containsExactly(golden.expected("hessian"), within(1e-9));
    }
  }
}
