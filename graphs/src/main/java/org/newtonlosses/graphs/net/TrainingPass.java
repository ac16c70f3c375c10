package org.newtonlosses.graphs.net;

import java.util.List;
import org.newtonlosses.graphs.variable.State;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a network makes of a batch while it is trained.
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
