package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.autodiff.Derivatives;
import org.newtonlosses.graphs.testing.GraphTester;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class CostMapTest {

  private static DoubleUnaryOperator formula(CostMap map) {
    return switch (map) {
      case ABS -> x -> Math.abs(x) + 1e-6;
      case EXP -> x -> Math.exp(x) + 1e-6;
      case SOFTPLUS -> x -> Math.log1p(Math.exp(x)) + 1e-6;
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x)) + 1e-6;
    };
  }

  @ParameterizedTest
  @EnumSource
  void followsItsFormula(CostMap map) {
    double[] x = {-5, -1.5, -0.3, 0.2, 1, 7};
    try (GraphTester graph =
        GraphTester.of(
            TFloat64.class,
            Shape.of(-1),
            (tf, inputs) -> {
              Operand<TFloat64> costs = map.call(tf, inputs.get(0));
              return List.of(costs, Derivatives.gradient(tf, costs, inputs.get(0)));
            })) {
      List<double[]> found = graph.run(x);
      DoubleUnaryOperator f = formula(map);
      for (int i = 0; i < x.length; i++) {
        double slope = (f.applyAsDouble(x[i] + 1e-6) - f.applyAsDouble(x[i] - 1e-6)) / 2e-6;
        assertThat(found.get(0)[i]).isCloseTo(f.applyAsDouble(x[i]), within(1e-12));
        assertThat(found.get(1)[i]).isCloseTo(slope, within(1e-6 * Math.max(1, slope)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isPositiveWithAFiniteDerivativeInFloat32(CostMap map) {
    try (GraphTester graph =
        GraphTester.of(
            TFloat32.class,
            Shape.of(-1),
            (tf, inputs) -> {
              Operand<TFloat32> costs = map.call(tf, inputs.get(0));
              return List.of(costs, Derivatives.gradient(tf, costs, inputs.get(0)));
            })) {
      List<double[]> found = graph.run(new double[] {-1e4, -90, -1e-30, 0, 1e-30, 80});
      assertThat(found.get(0)).hasSize(6);
      for (int i = 0; i < 6; i++) {
        assertThat(found.get(0)[i]).isGreaterThanOrEqualTo(1e-6f).isFinite();
        assertThat(found.get(1)[i]).isFinite();
      }
    }
  }
}
