package org.newtonlosses.graphs.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.Variable;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * Gradient descent with momentum, as in PyTorch:
 *
 * <pre>
 * u ← μ u + g
 * θ ← θ − α u                 or, with Nesterov's momentum, θ ← θ − α (g + μ u)
 * </pre>
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Operand<TFloat32> p = variables.trainable("p", Shape.of(2), new InitialValue.Constant(1));
 * Gradients gradients = Gradients.of(tf, List.of(tf.constant(new float[] {2, -1})));
 * List<Op> updates = new Sgd(0.1, 0.9, false).apply(tf, variables, gradients, tf.constant(0.1f));
 * variables.initialize(session);
 * Session.Runner step = session.runner();
 * updates.forEach(update -> step.addTarget(update.op()));
 * step.run().close();
 * tf.identity(p); // → [0.8, 1.1]
 * }</pre>
 *
 * <p>Source: Sutskever, Martens, Dahl, Hinton, On the Importance of Initialization and Momentum in
 * Deep Learning, ICML 2013.
 *
 * @param learningRate α at the start, &gt; 0
 * @param momentum μ in [0, 1); 0 is plain gradient descent
 * @param nesterov whether momentum is Nesterov's; then it must be positive
 */
public record Sgd(double learningRate, double momentum, boolean nesterov) implements Optimizer {

  /** Checks the ranges; throws {@link IllegalArgumentException} with the value found. */
  public Sgd {
    Ranges.requirePositive("learning rate", learningRate);
    Ranges.requireFraction("momentum", momentum);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("Nesterov's momentum must be positive, found 0");
    }
  }

  /** Plain gradient descent. */
  public Sgd(double learningRate) {
    this(learningRate, 0, false);
  }

  @Override
  public List<Op> apply(Ops tf, Variables variables, Gradients gradients, Operand<TFloat32> rate) {
    List<Op> updates = new ArrayList<>();
    List<Variable<TFloat32>> parameters = List.copyOf(variables.trainable());
    for (int i = 0; i < parameters.size(); i++) {
      Variable<TFloat32> parameter = parameters.get(i);
      Operand<TFloat32> gradient = gradients.values().get(i);
      updates.add(
          momentum == 0
              ? tf.train.resourceApplyGradientDescent(parameter.handle(), rate, gradient)
              : tf.train.resourceApplyMomentum(
                  parameter.handle(),
                  velocity(variables, parameter).handle(),
                  rate,
                  gradient,
                  tf.constant((float) momentum),
                  ResourceApplyMomentum.useNesterov(nesterov)));
    }
    return updates;
  }

  private static Variable<TFloat32> velocity(Variables variables, Variable<TFloat32> parameter) {
    return variables.create(
        parameter.name() + "/momentum", parameter.shape(), new InitialValue.Constant(0));
  }
}
