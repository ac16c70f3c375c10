package org.newtonlosses.graphs.optimizer;

import java.util.List;
import org.newtonlosses.graphs.parameter.Ranges;
import org.newtonlosses.graphs.variable.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Any optimiser with gradients clipped by their global norm: where ‖g‖ exceeds c, all are scaled by
 * c/‖g‖ first.
 *
 * <pre>{@code
 * Variables variables = new Variables(tf, 7);
 * Operand<TFloat32> p = variables.trainable("p", Shape.of(2), new InitialValue.Constant(1));
 * Gradients gradients = Gradients.of(tf, List.of(tf.constant(new float[] {2, -1})));
 * List<Op> updates = new ClippedByNorm(new Sgd(0.1), 1).apply(tf, variables, gradients, tf.constant(0.1f));
 * variables.initialize(session);
 * Session.Runner step = session.runner();
 * updates.forEach(update -> step.addTarget(update.op()));
 * step.run().close();
 * tf.identity(p); // → [0.9106, 1.0447]
 * }</pre>
 *
 * <p>Source: Pascanu, Mikolov, Bengio, On the Difficulty of Training Recurrent Neural Networks,
 * ICML 2013.
 *
 * @param optimizer gets the clipped gradients
 * @param norm c &gt; 0
 */
public record ClippedByNorm(Optimizer optimizer, double norm) implements Optimizer {

  /** Checks c; throws {@link IllegalArgumentException} if it is not positive and finite. */
  public ClippedByNorm {
    Ranges.requirePositive("clip norm", norm);
  }

  @Override
  public double learningRate() {
    return optimizer.learningRate();
  }

  @Override
  public List<Op> apply(Ops tf, Variables variables, Gradients gradients, Operand<TFloat32> rate) {
    Operand<TFloat32> limit = tf.constant((float) norm);
    Operand<TFloat32> scale = tf.math.div(limit, tf.math.maximum(limit, gradients.norm()));
    List<Operand<TFloat32>> clipped =
        gradients.values().stream()
            .<Operand<TFloat32>>map(gradient -> tf.math.mul(gradient, scale))
            .toList();
    return optimizer.apply(
        tf, variables, new Gradients(clipped, tf.math.minimum(limit, gradients.norm())), rate);
  }
}
