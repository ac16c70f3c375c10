package org.newtonlosses.graphs.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.variable.Variable;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@link Adam} with decoupled weight decay: before each update of Adam's, which does not see it,
 *
 * <pre>θ ← (1 − α w) θ</pre>
 *
 * <p>All trainable variables decay, as in PyTorch's default.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Operand<TFloat32> p = variables.trainable("p", Shape.of(2), new InitialValue.Constant(1));
 * Gradients gradients = Gradients.of(tf, List.of(tf.constant(new float[] {2, -1})));
 * List<Op> updates = new AdamW(0.1, 0.9, 0.999, 1e-8, 0.5).apply(tf, variables, gradients, tf.constant(0.1f));
 * variables.initialize(session);
 * Session.Runner step = session.runner();
 * updates.forEach(update -> step.addTarget(update.op()));
 * step.run().close();
 * tf.identity(p); // → [0.85, 1.05]
 * }</pre>
 *
 * <p>Source: Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR 2019.
 *
 * @param learningRate α at the start, &gt; 0
 * @param beta1 β₁ in [0, 1)
 * @param beta2 β₂ in [0, 1)
 * @param epsilon ε &gt; 0
 * @param weightDecay w &gt; 0
 */
public record AdamW(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  /** Checks the ranges; throws {@link IllegalArgumentException} with the value found. */
  public AdamW {
    Ranges.requirePositive("weight decay", weightDecay);
    adam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public List<Op> apply(Ops tf, Variables variables, Gradients gradients, Operand<TFloat32> rate) {
    Operand<TFloat32> share = tf.math.mul(rate, tf.constant((float) weightDecay));
    List<Op> decays = new ArrayList<>();
    List<Variable<TFloat32>> parameters = List.copyOf(variables.trainable());
    for (int i = 0; i < parameters.size(); i++) {
      Variable<TFloat32> parameter = parameters.get(i);
      // A gradient that fails its checks must leave the parameter as it was.
      Ops checked = tf.withControlDependencies(List.of(gradients.values().get(i)));
      decays.add(
          checked.assignSubVariableOp(parameter.handle(), tf.math.mul(parameter.value(), share)));
    }
    Ops after = tf.withControlDependencies(decays);
    return adam(learningRate, beta1, beta2, epsilon).apply(after, variables, gradients, rate);
  }

  private static Adam adam(double learningRate, double beta1, double beta2, double epsilon) {
    return new Adam(learningRate, beta1, beta2, epsilon);
  }
}
