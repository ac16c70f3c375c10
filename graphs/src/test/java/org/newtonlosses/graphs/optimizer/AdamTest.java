package org.newtonlosses.graphs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class AdamTest {

  /**
   * Kingma and Ba, algorithm 1 in the form of the end of its section 2, where ε stands beside √v.
   * Gradients of 10⁻⁷ and of 1 and an ε of the size of the gradient: each constant is seen.
   */
  static List<Arguments> cases() {
    return List.of(
        Arguments.of(new Adam(0.1, 0.8, 0.9, 1e-3), 0.1, 0.8, 0.9, 1e-3, 1),
        Arguments.of(new Adam(0.1, 0.8, 0.9, 1e-3), 0.1, 0.8, 0.9, 1e-3, 1e-3),
        Arguments.of(new Adam(0.05), 0.05, 0.9, 0.999, 1e-8, 1),
        Arguments.of(new Adam(0.05), 0.05, 0.9, 0.999, 1e-8, 1e-7));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void followsItsFormula(
      Adam adam, double rate, double beta1, double beta2, double epsilon, double scale) {
    double theta = 0;
    double m = 0;
    double v = 0;
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf, 1);
      Operand<TFloat32> parameter =
          variables.trainable("p", Shape.of(1), new InitialValue.Uniform(1));
      // scale · ½ (θ − 3)²
      List<Operand<TFloat32>> gradients =
          List.of(tf.math.mul(tf.constant((float) scale), tf.math.sub(parameter, tf.constant(3f))));
      List<Op> updates =
          adam.apply(tf, variables, Gradients.of(tf, gradients), tf.constant((float) rate));
      variables.initialize(session);
      for (int t = 0; t <= 5; t++) {
        try (Result read = session.runner().fetch(parameter).run()) {
          float found = ((TFloat32) read.get(0)).getFloat(0);
          if (t == 0) {
            theta = found;
          } else {
            double g = scale * (theta - 3);
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            double corrected = rate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
            theta -= corrected * m / (Math.sqrt(v) + epsilon);
          }
          assertThat((double) found).as("step %d", t).isCloseTo(theta, within(1e-6));
        }
        Session.Runner runner = session.runner();
        updates.forEach(update -> runner.addTarget(update.op()));
        runner.run().close();
      }
    }
  }

  @Test
  void badNumbersAreNamed() {
    assertThatThrownBy(() -> new Adam(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning rate must be positive and finite, found 0.0");
    assertThatThrownBy(() -> new Adam(1, 1, 0.9, 1e-8))
        .hasMessage("beta1 must be in [0, 1), found 1.0");
    assertThatThrownBy(() -> new ClippedByNorm(new Adam(1), -1))
        .hasMessage("clip norm must be positive and finite, found -1.0");
  }
}
