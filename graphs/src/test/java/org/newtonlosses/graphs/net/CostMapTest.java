package org.newtonlosses.graphs.net;

import static org.assertj.core.api.Assertions.within;
import static org.newtonlosses.graphs.testing.GraphAssertions.assertThatGraph;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newtonlosses.graphs.testing.Numbers;
import org.tensorflow.types.TFloat32;

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
    assertThatGraph((tf, x) -> map.call(tf, x))
        .at(Numbers.of(-5, -1.5, -0.3, 0.2, 1, 7))
        .hasValueOf(x -> new double[] {formula(map).applyAsDouble(x[0])}, within(1e-12))
        .upToOrder(1)
        .hasRightDerivatives(within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void isPositiveWithAFiniteDerivativeInFloat32(CostMap map) {
    assertThatGraph(TFloat32.class, (tf, x) -> map.call(tf, x))
        .at(Numbers.of(-1e4, -90, -1e-30, 0, 1e-30, 80))
        .upToOrder(1)
        .isFinite()
        .value()
        .hasShape(6)
        .isBetween(1e-6f, Double.POSITIVE_INFINITY);
  }
}
