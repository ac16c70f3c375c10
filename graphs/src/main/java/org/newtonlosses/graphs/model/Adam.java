package org.newtonlosses.graphs.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.newtonlosses.graphs.parameter.Ranges;
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
 * <p>The optimiser of tensorflow-framework does not order the update of βᵗ after its use, so that
 * its results differ from run to run.
 *
 * @param learningRate α at the start, &gt; 0; {@link TrainStep} can change it later
 * @param beta1 β₁ in [0, 1)
 * @param beta2 β₂ in [0, 1)
 * @param epsilon ε &gt; 0
 * @param clipNorm c &gt; 0: gradients whose global norm ‖g‖ exceeds c are scaled by c/‖g‖ first;
 *     empty: no clipping
 */
public record Adam(
    double learningRate, double beta1, double beta2, double epsilon, OptionalDouble clipNorm) {

  /** Checks the ranges; throws {@link IllegalArgumentException} with the value found. */
  public Adam {
    Ranges.requirePositive("learning rate", learningRate);
    fraction("beta1", beta1);
    fraction("beta2", beta2);
    Ranges.requirePositive("epsilon", epsilon);
    if (clipNorm.isPresent()) {
      Ranges.requirePositive("clip norm", clipNorm.getAsDouble());
    }
  }

  /** With the usual β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no clipping. */
  public static Adam withLearningRate(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8, OptionalDouble.empty());
  }

  /**
   * Clips gradients by their global norm.
   *
   * @param norm ‖g‖, a scalar
   * @return the gradients that Adam is to use
   */
  List<Operand<TFloat32>> clip(Ops tf, List<Operand<TFloat32>> gradients, Operand<TFloat32> norm) {
    if (clipNorm.isEmpty()) {
      return gradients;
    }
    Operand<TFloat32> limit = tf.constant((float) clipNorm.getAsDouble());
    Operand<TFloat32> scale = tf.math.div(limit, tf.math.maximum(limit, norm));
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    gradients.forEach(gradient -> clipped.add(tf.math.mul(gradient, scale)));
    return clipped;
  }

  /**
   * One update of all trainable variables.
   *
   * @param tf builds the nodes
   * @param variables whose trainable ones are updated; m, v and βᵗ are added to them
   * @param gradients one for each trainable variable
   * @param rate α, a scalar
   * @return the operations of the update
   */
  List<Op> apply(
      Ops tf, Variables variables, List<Operand<TFloat32>> gradients, Operand<TFloat32> rate) {
    Variable<TFloat32> power1 = power(tf, variables, "adam/beta1_power", beta1);
    Variable<TFloat32> power2 = power(tf, variables, "adam/beta2_power", beta2);
    Operand<TFloat32> b1 = tf.constant((float) beta1);
    Operand<TFloat32> b2 = tf.constant((float) beta2);
    List<Op> updates = new ArrayList<>();
    List<Variable<TFloat32>> parameters = List.copyOf(variables.trainable());
    for (int i = 0; i < parameters.size(); i++) {
      Variable<TFloat32> parameter = parameters.get(i);
      Variable<TFloat32> m = slot(tf, variables, parameter, "/adam_m");
      Variable<TFloat32> v = slot(tf, variables, parameter, "/adam_v");
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
              gradients.get(i)));
    }
    Ops after = tf.withControlDependencies(List.copyOf(updates));
    updates.add(after.assignVariableOp(power1.handle(), after.math.mul(power1.value(), b1)));
    updates.add(after.assignVariableOp(power2.handle(), after.math.mul(power2.value(), b2)));
    return updates;
  }

  private static Variable<TFloat32> power(
      Ops tf, Variables variables, String name, double initial) {
    return variables.create(name, Shape.scalar(), tf.constant((float) initial));
  }

  private static Variable<TFloat32> slot(
      Ops tf, Variables variables, Variable<TFloat32> parameter, String suffix) {
    Shape shape = parameter.shape();
    return variables.create(
        parameter.name() + suffix, shape, tf.zeros(tf.constant(shape), TFloat32.class));
  }

  private static void fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), found " + value);
    }
  }
}
