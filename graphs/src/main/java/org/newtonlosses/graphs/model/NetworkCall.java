package org.newtonlosses.graphs.model;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The network as a model's description calls it, whether it serves or is trained. */
@FunctionalInterface
public interface NetworkCall {

  /**
   * Predicts.
   *
   * @param input [N, …], as the {@link SupervisedModel#ports} say
   * @return [N, …]
   */
  Operand<TFloat32> call(Operand<? extends TType> input);
}
