package org.newtonlosses.graphs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
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

  @Test
  void followsItsFormula() {
    double rate = 0.1;
    Adam adam = new Adam(rate, 0.8, 0.9, 1e-3);
    double theta = 0;
    double m = 0;
    double v = 0;
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf, 1);
      Operand<TFloat32> parameter =
          variables.trainable("p", Shape.of(1), new InitialValue.Uniform(1));
      // ½ (θ − 3)²
      List<Operand<TFloat32>> gradients = List.of(tf.math.sub(parameter, tf.constant(3f)));
      List<Op> updates =
          adam.apply(tf, variables, Gradients.of(tf, gradients), tf.constant((float) rate));
      variables.initialize(session);
      for (int t = 0; t <= 5; t++) {
        try (Result read = session.runner().fetch(parameter).run()) {
          float found = ((TFloat32) read.get(0)).getFloat(0);
          if (t == 0) {
            theta = found;
          } else {
            double g = theta - 3;
            m = 0.8 * m + 0.2 * g;
            v = 0.9 * v + 0.1 * g * g;
            double corrected = rate * Math.sqrt(1 - Math.pow(0.9, t)) / (1 - Math.pow(0.8, t));
            theta -= corrected * m / (Math.sqrt(v) + 1e-3);
          }
          assertThat((double) found).isCloseTo(theta, within(1e-6));
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
