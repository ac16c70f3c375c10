package org.newtonlosses.graphs.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.variable.InitialValue;
import org.newtonlosses.graphs.variable.Variable;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma and Ba, 2015) on resource variables; the same seed gives the same bits on a CPU.
 *
 * <pre>
 * m ← β₁ m + (1 − β₁) g          v ← β₂ v + (1 − β₂) g²
 * θ ← θ − α √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε)
 * </pre>
 *
 * <p>ε stands beside √v, before the correction of its bias, as in the first form of the source's
 * section 2.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Operand<TFloat32> p = variables.trainable("p", Shape.of(2), new InitialValue.Constant(1));
 * Gradients gradients = Gradients.of(tf, List.of(tf.constant(new float[] {2, -1})));
 * List<Op> updates = new Adam(0.1).apply(tf, variables, gradients, tf.constant(0.1f));
 * variables.initialize(session);
 * Session.Runner step = session.runner();
 * updates.forEach(update -> step.addTarget(update.op()));
 * step.run().close();
 * tf.identity(p); // → [0.9, 1.1]
 * }</pre>
 *
 * @param learningRate α at the start, &gt; 0
 * @param beta1 β₁ in [0, 1)
 * @param beta2 β₂ in [0, 1)
 * @param epsilon ε &gt; 0
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {

  /** Checks the ranges; throws {@link IllegalArgumentException} with the value found. */
  public Adam {
    Ranges.requirePositive("learning rate", learningRate);
    Ranges.requireFraction("beta1", beta1);
    Ranges.requireFraction("beta2", beta2);
    Ranges.requirePositive("epsilon", epsilon);
  }

  /** With the usual β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
  public Adam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8);
  }

  @Override
  public List<Op> apply(Ops tf, Variables variables, Gradients gradients, Operand<TFloat32> rate) {
    Variable<TFloat32> power1 = power(variables, "adam/beta1_power", beta1);
    Variable<TFloat32> power2 = power(variables, "adam/beta2_power", beta2);
    Operand<TFloat32> b1 = tf.constant((float) beta1);
    Operand<TFloat32> b2 = tf.constant((float) beta2);
    List<Op> updates = new ArrayList<>();
    List<Variable<TFloat32>> parameters = List.copyOf(variables.trainable());
    for (int i = 0; i < parameters.size(); i++) {
      Variable<TFloat32> parameter = parameters.get(i);
      Variable<TFloat32> m = slot(variables, parameter, "/adam_m");
      Variable<TFloat32> v = slot(variables, parameter, "/adam_v");
      updates.add(
          tf.train.resourceApplyAdam(
              parameter.handle(),
              m.handle(),
              v.handle(),
              power1.value(),
              power2.value(),
              rate,
              b1,
              b2,
              tf.constant((float) epsilon),
              gradients.values().get(i)));
    }
    Ops after = tf.withControlDependencies(List.copyOf(updates));
    updates.add(after.assignVariableOp(power1.handle(), after.math.mul(power1.value(), b1)));
    updates.add(after.assignVariableOp(power2.handle(), after.math.mul(power2.value(), b2)));
    return updates;
  }

  private static Variable<TFloat32> power(Variables variables, String name, double initial) {
    return variables.create(name, Shape.scalar(), new InitialValue.Constant(initial));
  }

  private static Variable<TFloat32> slot(
      Variables variables, Variable<TFloat32> parameter, String suffix) {
    return variables.create(
        parameter.name() + suffix, parameter.shape(), new InitialValue.Constant(0));
  }
}
