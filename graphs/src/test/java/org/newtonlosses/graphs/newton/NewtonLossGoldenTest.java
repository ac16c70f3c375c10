package org.newtonlosses.graphs.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.sort.BinaryCrossEntropy;
import org.newtonlosses.graphs.sort.CrossEntropy;
import org.newtonlosses.graphs.sort.HardPermutation;
import org.newtonlosses.graphs.sort.NeuralSort;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.graphs.sort.SoftSort;
import org.newtonlosses.graphs.testing.GoldenCase;
import org.newtonlosses.graphs.testing.NamedInputs;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** Curvatures, steps and targets against the reference values. */
class NewtonLossGoldenTest {

  private static final Offset<Double> TOLERANCE = within(1e-9);

  private static Stream<GoldenCase> cases() {
    // Two algorithms are enough here: the derivatives of all are compared in the sort package.
    return GoldenCase.read("/vectors/ranking_losses.json").stream()
        .filter(c -> !c.text("algorithm").equals("sorting-network"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matchesTheReference(GoldenCase golden) {
    double tikhonov = golden.number("tikhonov");
    check(golden, new Fisher(tikhonov), "fisher_step");
    check(golden, new Hessian(tikhonov), "mean_hessian_step");
    check(golden, new PerExampleHessian(tikhonov), "hessian_step");
  }

  private static void check(GoldenCase golden, Curvature curvature, String step) {
    assertThat(golden)
        .isReproducedBy(
            (tf, in) -> {
              NewtonStep<TFloat64> made = step(golden, curvature, tf, in);
              return curvature instanceof Fisher
                  ? Map.of(
                      "loss",
                      made.loss(),
                      "gradient",
                      made.gradient(),
                      "fisher",
                      made.curvature(),
                      step,
                      made.step())
                  : Map.of("loss", made.loss(), "gradient", made.gradient(), step, made.step());
            },
            TOLERANCE)
        .isReproducedBy(
            (tf, in) ->
                Map.of(
                    step, tf.math.sub(in.get("scores"), step(golden, curvature, tf, in).target())),
            TOLERANCE);
  }

  private static NewtonStep<TFloat64> step(
      GoldenCase golden, Curvature curvature, Ops tf, NamedInputs in) {
    Operand<TFloat64> order = HardPermutation.of(tf, in.get("values"), TFloat64.class);
    RankingLoss loss =
        golden.text("loss").equals("cross-entropy") ? new CrossEntropy() : new BinaryCrossEntropy();
    return new NewtonLoss(curvature)
        .call(tf, algorithm(golden).loss(loss, order), in.get("scores"));
  }

  private static RelaxedSort algorithm(GoldenCase golden) {
    double temperature = golden.number("temperature");
    return golden.text("algorithm").equals("neuralsort")
        ? new NeuralSort(temperature, false)
        : new SoftSort(temperature, golden.number("power"), false);
  }
}
