package org.newtonlosses.graphs.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Each optimiser against its formula in plain Java, on ½ (θ − 3)² from θ = 1. */
class OptimizersTest {

  private static final int STEPS = 6;
  private static final double START = 1;

  @Test
  void sgdFollowsTheGradient() {
    double[] expected = new double[STEPS];
    double theta = START;
    for (int t = 0; t < STEPS; t++) {
      theta -= 0.3 * gradient(theta);
      expected[t] = theta;
    }
    assertThat(path(new Sgd(0.3))).containsExactly(expected, within(1e-6));
  }

  @Test
  void momentumKeepsItsVelocity() {
    double[] expected = new double[STEPS];
    double theta = START;
    double u = 0;
    for (int t = 0; t < STEPS; t++) {
      u = 0.8 * u + gradient(theta);
      theta -= 0.1 * u;
      expected[t] = theta;
    }
    assertThat(path(new Sgd(0.1, 0.8, false))).containsExactly(expected, within(1e-6));
  }

  @Test
  void nesterovLooksAhead() {
    double[] expected = new double[STEPS];
    double theta = START;
    double u = 0;
    for (int t = 0; t < STEPS; t++) {
      double g = gradient(theta);
      u = 0.8 * u + g;
      theta -= 0.1 * (g + 0.8 * u);
      expected[t] = theta;
    }
    assertThat(path(new Sgd(0.1, 0.8, true))).containsExactly(expected, within(1e-6));
  }

  @Test
  void adamHasItsDefaults() {
    assertThat(new Adam(0.1)).isEqualTo(new Adam(0.1, 0.9, 0.999, 1e-8));
  }

  @Test
  void adamsEpsilonStandsBesideTheRoot() {
    // Gradients of the size of ε: the first step is α √(1 − β₂) g / (√(1 − β₂) |g| + ε).
    double g = 1e-4;
    double root = Math.sqrt(0.1) * g;
    double first = 0.1 * root / (root + 1e-4);
    assertThat(
            path(
                new Adam(0.1, 0.8, 0.9, 1e-4), (tf, theta) -> tf.constant(new float[] {(float) g}))[
                0])
        .isCloseTo(START - first, within(1e-7));
  }

  @Test
  void adamWDecaysBesideAdam() {
    double decay = 0.2;
    double[] expected = new double[STEPS];
    double theta = START;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= STEPS; t++) {
      double g = gradient(theta);
      m = 0.8 * m + 0.2 * g;
      v = 0.9 * v + 0.1 * g * g;
      double corrected = 0.1 * Math.sqrt(1 - Math.pow(0.9, t)) / (1 - Math.pow(0.8, t));
      theta = (1 - 0.1 * decay) * theta - corrected * m / (Math.sqrt(v) + 1e-3);
      expected[t - 1] = theta;
    }
    assertThat(path(new AdamW(0.1, 0.8, 0.9, 1e-3, decay))).containsExactly(expected, within(1e-6));
  }

  @Test
  void clippingScalesWhatIsTooLong() {
    // |g| is 2, 1.5, 1 and then less than the limit.
    double[] expected = new double[STEPS];
    double theta = START;
    for (int t = 0; t < STEPS; t++) {
      double g = gradient(theta);
      theta -= 0.5 * g * Math.min(1, 1 / Math.abs(g));
      expected[t] = theta;
    }
    assertThat(path(new ClippedByNorm(new Sgd(0.5), 1))).containsExactly(expected, within(1e-6));
    assertThat(new ClippedByNorm(new Sgd(0.5), 1).learningRate()).isEqualTo(0.5);
  }

  @Test
  void theNormIsGlobal() {
    // Gradients (3, 0) and 4: the norm is 5, and both are scaled by 2.5/5.
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf, 1);
      Operand<TFloat32> a = variables.trainable("a", Shape.of(2), new InitialValue.Constant(0));
      Operand<TFloat32> b = variables.trainable("b", Shape.scalar(), new InitialValue.Constant(0));
      Gradients gradients =
          Gradients.of(tf, List.of(tf.constant(new float[] {3, 0}), tf.constant(4f)));
      List<Op> updates =
          new ClippedByNorm(new Sgd(1), 2.5).apply(tf, variables, gradients, tf.constant(1f));
      variables.initialize(session);
      run(session, updates);
      try (Result result = session.runner().fetch(gradients.norm()).fetch(a).fetch(b).run()) {
        assertThat(((TFloat32) result.get(0)).getFloat()).isEqualTo(5);
        assertThat(((TFloat32) result.get(1)).getFloat(0)).isEqualTo(-1.5f);
        assertThat(((TFloat32) result.get(1)).getFloat(1)).isEqualTo(0);
        assertThat(((TFloat32) result.get(2)).getFloat()).isEqualTo(-2);
      }
    }
  }

  @Test
  void thoseOfTheFrameworkFindNoVariables() {
    // If this fails, the framework's optimisers have learnt of resource variables.
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf, 1);
      Operand<TFloat32> theta =
          variables.trainable("theta", Shape.scalar(), new InitialValue.Constant(START));
      Op step = new GradientDescent(graph, 0.1f).minimize(tf.math.square(theta));
      variables.initialize(session);
      session.run(step);
      try (Result read = session.runner().fetch(theta).run()) {
        assertThat(((TFloat32) read.get(0)).getFloat()).isEqualTo((float) START);
      }
    }
  }

  @Test
  void badNumbersAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd(-1))
        .withMessage("learning rate must be positive and finite, found -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd(1, 1, false))
        .withMessage("momentum must be in [0, 1), found 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd(1, 0, true))
        .withMessage("Nesterov's momentum must be positive, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW(1, 0.9, 0.999, 1e-8, 0))
        .withMessage("weight decay must be positive and finite, found 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW(1, 0.9, 2, 1e-8, 0.1))
        .withMessage("beta2 must be in [0, 1), found 2.0");
  }

  private static double gradient(double theta) {
    return theta - 3;
  }

  private static double[] path(Optimizer optimizer) {
    return path(optimizer, (tf, theta) -> tf.math.sub(theta, tf.constant(3f)));
  }

  /** θ after each step. */
  private static double[] path(
      Optimizer optimizer, BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> gradientOf) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf, 1);
      Operand<TFloat32> theta =
          variables.trainable("theta", Shape.of(1), new InitialValue.Constant(START));
      Operand<TFloat32> gradient = gradientOf.apply(tf, theta);
      List<Op> updates =
          optimizer.apply(
              tf,
              variables,
              Gradients.of(tf, List.of(gradient)),
              tf.constant((float) optimizer.learningRate()));
      variables.initialize(session);
      double[] path = new double[STEPS];
      for (int t = 0; t < STEPS; t++) {
        run(session, updates);
        try (Result read = session.runner().fetch(theta).run()) {
          path[t] = ((TFloat32) read.get(0)).getFloat(0);
        }
      }
      return path;
    }
  }

  private static void run(Session session, List<Op> updates) {
    Session.Runner runner = session.runner();
    updates.forEach(update -> runner.addTarget(update.op()));
    runner.run().close();
  }
}
