package org.newtonlosses.graphs.optimizer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Gradients of all trainable variables.
 *
 * <pre>{@code
 * Gradients gradients = Gradients.of(tf, List.of(tf.constant(new float[] {3, 4})));
 * gradients.norm(); // → 5
 * }</pre>
 *
 * @param values one for each variable, of its shape
 * @param norm their global norm, √Σ‖g‖², a scalar
 */
public record Gradients(List<Operand<TFloat32>> values, Operand<TFloat32> norm) {

  /** Copies the list. */
  public Gradients {
    values = List.copyOf(values);
  }

  /**
   * Gradients with their norm.
   *
   * @param tf builds the nodes
   * @param values one for each variable
   */
  public static Gradients of(Ops tf, List<Operand<TFloat32>> values) {
    List<Operand<TFloat32>> squares =
        values.stream()
            .<Operand<TFloat32>>map(
                gradient -> tf.math.mul(tf.nn.l2Loss(gradient), tf.constant(2f)))
            .toList();
    return new Gradients(values, tf.math.sqrt(tf.math.addN(squares)));
  }
}
