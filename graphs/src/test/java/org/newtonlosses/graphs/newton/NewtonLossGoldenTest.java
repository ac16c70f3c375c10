package org.newtonlosses.graphs.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.sort.BinaryCrossEntropy;
import org.newtonlosses.graphs.sort.CrossEntropy;
import org.newtonlosses.graphs.sort.HardPermutation;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftSort;
import org.newtonlosses.graphs.testing.GoldenVectors;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** Curvatures, steps and targets against the reference values. */
class NewtonLossGoldenTest {

  private static Stream<GoldenVectors.Case> cases() {
    // Two algorithms are enough here: the derivatives of all are compared in the sort package.
    return GoldenVectors.read("ranking_losses.json").stream()
        .filter(c -> !c.text("algorithm").equals("sorting-network"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matchesTheReference(GoldenVectors.Case golden) {
    check(golden, CurvatureKind.FISHER, "fisher", "fisher_step");
    check(golden, CurvatureKind.HESSIAN, null, "mean_hessian_step");
    check(golden, CurvatureKind.PER_EXAMPLE_HESSIAN, null, "hessian_step");
  }

  private static void check(
      GoldenVectors.Case golden, CurvatureKind curvature, String matrix, String step) {
    NewtonLoss newton = new NewtonLoss(curvature.of(golden.number("tikhonov")));
    Shape shape = Shape.of(-1, golden.shape("scores")[1]);
    try (GraphTester tester =
        GraphTester.of(
            TFloat64.class,
            List.of(shape, shape),
            (tf, in) -> {
              Operand<TFloat64> target = HardPermutation.of(tf, in.get(1), TFloat64.class);
              RankingLoss loss =
                  golden.text("loss").equals("cross-entropy")
                      ? new CrossEntropy()
                      : new BinaryCrossEntropy();
              Loss<TFloat64> ranking = algorithm(golden).loss(loss, target);
              NewtonStep<TFloat64> made = newton.call(tf, ranking, in.get(0));
              return List.of(
                  made.loss(), made.gradient(), made.curvature(), made.step(), made.target());
            })) {
      double[] scores = golden.input("scores");
      List<double[]> found = tester.run(scores, golden.input("values"));
      close(found.get(0), golden.expected("loss"));
      close(found.get(1), golden.expected("gradient"));
      if (matrix != null) {
        close(found.get(2), golden.expected(matrix));
      }
      double[] expected = golden.expected(step);
      close(found.get(3), expected);
      double[] target = new double[expected.length];
      for (int i = 0; i < target.length; i++) {
        target[i] = scores[i] - expected[i];
      }
      close(found.get(4), target);
    }
  }

  private static RelaxedSort algorithm(GoldenVectors.Case golden) {
    double temperature = golden.number("temperature");
    return golden.text("algorithm").equals("neuralsort")
        ? new NeuralSort(temperature, false)
        : new SoftSort(temperature, golden.number("power"), false);
  }

  private static void close(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .isCloseTo(expected[i], within(1e-9 * Math.max(1, Math.abs(expected[i]))));
    }
  }
}
