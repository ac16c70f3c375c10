package org.newtonlosses.graphs.net;

import java.util.List;
import org.newtonlosses.graphs.variable.State;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a network makes of a batch while it is trained.
 *
 * <pre>{@code
 * Network doubling = (tf, x) -> tf.math.mul(tf.dtypes.cast(x, TFloat32.class), tf.constant(2f));
 * TrainingPass pass = doubling.train(tf, tf.constant(new int[][] {{1, 2}}));
 * pass.predictions(); // → [[2, 4]]
 * }</pre>
 *
 * @param predictions the network's output
 * @param updates what is to be assigned when the step is made; empty if the network has no state
 */
public record TrainingPass(Operand<TFloat32> predictions, List<State.Update> updates) {

  /** Copies the list. */
  public TrainingPass {
    updates = List.copyOf(updates);
  }
}
