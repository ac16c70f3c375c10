package org.newtonlosses.graphs.testing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.newtonlosses.graphs.newton.NewtonLoss;
import org.newtonlosses.graphs.newton.NewtonStep;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Runs graph functions on arrays, in one line each.
 *
 * <pre>{@code
 * run((tf, y) -> tf.math.square(y), new double[][] {{1, 2}, {3, 4}}); // → [[1, 4], [9, 16]]
 * Numbers a = Numbers.of(1, 2);
 * run(TFloat32.class, (tf, y) -> tf.math.neg(y), a); // → [-1, -2]
 * runAll((tf, in) -> List.of(tf.math.add(in.get(0), in.get(1))), a, a).get(0); // → [2, 4]
 * }</pre>
 *
 * <p>The first dimension of every input is free when the graph is built. What a function throws
 * comes through, and so do TensorFlow's exceptions when it runs.
 */
public final class Graphs {

  private Graphs() {}

  /**
   * Runs a function in float64.
   *
   * @param function makes the output
   * @param x the input
   * @return the output
   */
  public static Numbers run(GraphFunction<TFloat64> function, Numbers x) {
    return run(TFloat64.class, function, x);
  }

  /**
   * Runs a function in float64.
   *
   * @param function makes the output
   * @param examples the input, [B, m]
   * @return the output
   */
  public static Numbers run(GraphFunction<TFloat64> function, double[]... examples) {
    return run(TFloat64.class, function, Numbers.of(examples));
  }

  /**
   * Runs a function.
   *
   * @param type of the input
   * @param function makes the output
   * @param x the input
   * @return the output
   */
  public static <T extends TNumber> Numbers run(
      Class<T> type, GraphFunction<T> function, Numbers x) {
    try (TestGraph graph = TestGraph.of(type, x.freeBatch(), function)) {
      return graph.run(x).get(0);
    }
  }

  /**
   * Runs the expansion of a loss in float64.
   *
   * <pre>{@code
   * DifferentiableLoss<TFloat64> loss = (tf, y) -> tf.sum(tf.math.square(y), tf.constant(1));
   * expand((tf, y) -> loss, Numbers.of(new double[][] {{1, 2}})).gradient(); // → [[2, 4]]
   * }</pre>
   *
   * @param loss makes the loss
   * @param y the predictions, [B, m]
   * @return loss, gradient and, where it has one, Hessian
   */
  public static ExpansionNumbers expand(LossFunction<TFloat64> loss, Numbers y) {
    return expand(TFloat64.class, loss, y);
  }

  /**
   * Runs the expansion of a loss.
   *
   * @param type of the predictions
   * @param loss makes the loss
   * @param y the predictions, [B, m]
   * @return loss, gradient and, where it has one, Hessian
   */
  public static <T extends TNumber> ExpansionNumbers expand(
      Class<T> type, LossFunction<T> loss, Numbers y) {
    try (Point point = Point.of(type, Subject.of(loss), 2, y)) {
      List<Numbers> found = point.run();
      return new ExpansionNumbers(
          found.get(0),
          found.get(2),
          found.size() == 3 ? Optional.empty() : Optional.of(found.get(3)));
    }
  }

  /**
   * Runs a Newton loss in float64.
   *
   * <pre>{@code
   * DifferentiableLoss<TFloat64> loss = (tf, y) -> tf.sum(tf.math.square(y), tf.constant(1));
   * Numbers y = Numbers.of(new double[][] {{1, 2}});
   * run(new NewtonLoss(new Hessian(1)), (tf, x) -> loss, y).step(); // → [[0.6667, 1.3333]]
   * }</pre>
   *
   * @param newton the Newton loss
   * @param loss makes the loss
   * @param y the predictions, [B, m]
   * @return the numbers of the step
   */
  public static NewtonNumbers run(NewtonLoss newton, LossFunction<TFloat64> loss, Numbers y) {
    return run(TFloat64.class, newton, loss, y);
  }

  /**
   * Runs a Newton loss.
   *
   * @param type of the predictions
   * @param newton the Newton loss
   * @param loss makes the loss
   * @param y the predictions, [B, m]
   * @return the numbers of the step
   */
  public static <T extends TNumber> NewtonNumbers run(
      Class<T> type, NewtonLoss newton, LossFunction<T> loss, Numbers y) {
    TestGraph.Builder<T> builder =
        (tf, in) -> {
          NewtonStep<T> made = newton.call(tf, loss.call(tf, in.get(0)), in.get(0));
          return List.of(
              made.loss(),
              made.gradient(),
              made.curvature(),
              made.step(),
              made.target(),
              made.newtonLoss());
        };
    List<Numbers> found = runAll(type, builder, y);
    return new NewtonNumbers(
        found.get(0), found.get(1), found.get(2), found.get(3), found.get(4), found.get(5));
  }

  /**
   * Runs a function of several inputs or outputs in float64.
   *
   * @param builder makes the outputs
   * @param inputs the inputs
   * @return the outputs
   */
  public static List<Numbers> runAll(TestGraph.Builder<TFloat64> builder, Numbers... inputs) {
    return runAll(TFloat64.class, builder, inputs);
  }

  /**
   * Runs a function of several inputs or outputs.
   *
   * @param type of the inputs
   * @param builder makes the outputs
   * @param inputs the inputs
   * @return the outputs
   */
  public static <T extends TNumber> List<Numbers> runAll(
      Class<T> type, TestGraph.Builder<T> builder, Numbers... inputs) {
    try (TestGraph graph =
        TestGraph.of(type, Stream.of(inputs).map(Numbers::freeBatch).toList(), builder)) {
      return graph.run(inputs);
    }
  }
}
